"""Documents of the demo's own making, drawn from its pages and from fixtures/ when it is loaded."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from fpdf import FPDF
from wagtail.documents import get_document_model
from wagtail.models import Collection, Page

from association.founding.publishing import publish
from endorsement_plugin.clock import today
from endorsement_plugin.credentials.queries import sets_in_force
from endorsement_plugin.editor.page_mixins.base import family_of
from endorsement_plugin.models import Association
from endorsement_plugin.pages.models import ChooserPage, CredentialIndexPage, CredentialPage
from endorsement_plugin.requirements.clauses import parse

FONT = "Helvetica"
TYPEWRITER = str.maketrans("ʻ‘’“”–—−…→", "'''\"\"---.>")
NOTICE = "Sample content of a demonstration. It is no association's own guide."


def ensure_downloads(
    association: Association, home: Page, facts: dict[str, Any], editor: User | None
) -> None:
    """Draw the documents and show them on the list of credentials, once: what editors make of it stays."""
    index, collection = CredentialIndexPage.objects.child_of(home).first(), _collection(association)
    if index is None or index.downloads or _are_drawn(facts, collection):
        return
    blocks = []
    for one in facts["documents"]:
        document = _document(collection, association.code, one["title"], _drawn(one, association, home))
        value = {"document": document.pk, "title": "", "note": one["note"]}
        blocks.append({"type": "download", "value": value})
    index.downloads = index._meta.get_field("downloads").stream_block.to_python(blocks)
    publish(index, editor)


def _collection(association: Association) -> Collection:
    return Collection.objects.filter(name=association.name).first() or Collection.get_first_root_node()


def _are_drawn(facts: dict[str, Any], collection: Collection) -> bool:
    titles = [one["title"] for one in facts["documents"]]
    return bool(get_document_model().objects.filter(collection=collection, title__in=titles).exists())


def _document(collection: Collection, code: str, title: str, content: bytes) -> Any:
    name = f"{code}-{title.lower().replace(' ', '-')}.pdf"
    document = get_document_model()(title=title, collection=collection)
    document.file.save(name, ContentFile(content), save=False)
    document._set_document_file_metadata()
    document.file.close()
    document.save()
    return document


def _drawn(facts: dict[str, Any], association: Association, home: Page) -> bytes:
    paper = Paper(facts["title"], facts.get("lede", ""))
    for section in facts.get("sections", []):
        paper.heading(section["heading"])
        for words in section.get("paragraphs", []):
            paper.words(words)
        for number, words in enumerate(section.get("steps", []), start=1):
            paper.item(words, f"{number}.")
        for words in section.get("items", []):
            paper.item(words, "-")
    if facts.get("of") == "credentials":
        _credentials(paper, association, home)
    if facts.get("of") == "chooser":
        _flow(paper, home)
    return bytes(paper.output())


def _credentials(paper: "Paper", association: Association, home: Page) -> None:
    pages = list(CredentialPage.objects.descendant_of(home).live().order_by("position"))
    in_force = sets_in_force({family_of(page) for page in pages}, today(association))
    for page in pages:
        paper.heading(page.called)
        paper.words(f"{page.scope}. Ages: {page.age_band.lower()}. {page.summary}")
        demands = in_force.get(family_of(page))
        for clause in parse(demands.clauses) if demands else ():
            paper.item(clause.sentence, "-")


def _flow(paper: "Paper", home: Page) -> None:
    chooser = ChooserPage.objects.child_of(home).first()
    blocks = {block["value"]["name"]: block for block in chooser.body.raw_data} if chooser else {}
    first = next(iter(blocks), "")
    for depth, words, is_end in _ways(blocks, first, 0):
        paper.box(words, depth, is_end=is_end)


def _ways(blocks: dict[str, Any], name: str, depth: int) -> Iterator[tuple[int, str, bool]]:
    """A question, and below each of its answers what it leads to."""
    value = blocks[name]["value"]
    if blocks[name]["type"] == "outcome":
        chosen = [part["value"]["page"] for part in value["pages"]]
        codes = (
            CredentialPage.objects.filter(pk__in=chosen).order_by("position").values_list("code", flat=True)
        )
        yield depth, f"{value['title']}: {', '.join(codes)}" if codes else value["title"], True
        return
    yield depth, value["text"], False
    for answer in value["answers"]:
        yield depth + 1, f"{answer['value']['label']}:", False
        yield from _ways(blocks, answer["value"]["leads_to"], depth + 2)


class Paper(FPDF):
    """An A4 document in plain type, with a notice at the foot of each page."""

    def __init__(self, title: str, lede: str) -> None:
        super().__init__(format="A4")
        self.set_title(_plain(title))
        self.set_lang("en")
        self.set_margins(20, 20)
        self.set_auto_page_break(auto=True, margin=22)
        self.add_page()
        self.set_font(FONT, "B", 20)
        self.multi_cell(0, 9, _plain(title), new_x="LMARGIN", new_y="NEXT")
        if lede:
            self.words(lede)

    def footer(self) -> None:
        """On each page."""
        self.set_y(-15)
        self.set_font(FONT, "I", 8)
        self.cell(0, 6, f"{NOTICE}  {self.page_no()}")

    def heading(self, words: str) -> None:
        """Not at the very end of a page."""
        if self.will_page_break(30):
            self.add_page()
        self.ln(4)
        self.set_font(FONT, "B", 13)
        self.multi_cell(0, 7, _plain(words), new_x="LMARGIN", new_y="NEXT")

    def words(self, words: str) -> None:
        """A paragraph."""
        self.ln(1)
        self.set_font(FONT, "", 10.5)
        self.multi_cell(0, 5.5, _plain(words), align="L", new_x="LMARGIN", new_y="NEXT")

    def item(self, words: str, mark: str) -> None:
        """A line of a list."""
        self.set_font(FONT, "", 10.5)
        self.cell(7, 5.5, mark)
        self.multi_cell(0, 5.5, _plain(words), align="L", new_x="LMARGIN", new_y="NEXT")

    def box(self, words: str, depth: int, *, is_end: bool) -> None:
        """A box of the flow chart, as far in as it is deep, with a line from the left."""
        left = self.l_margin + 9 * depth
        self.set_font(FONT, "B" if is_end else "", 9.5)
        if self.will_page_break(8):
            self.add_page()
        top = self.get_y()
        if depth:
            self.line(left - 6, top + 3, left, top + 3)
        self.set_x(left)
        self.set_fill_color(231, 240, 238)
        self.multi_cell(
            self.w - self.r_margin - left,
            6,
            _plain(words),
            border=1,
            fill=is_end,
            new_x="LMARGIN",
            new_y="NEXT",
        )
        self.ln(1)


def _plain(words: str) -> str:
    """The words in the signs that the built-in type has."""
    return words.translate(TYPEWRITER).encode("latin-1", "replace").decode("latin-1")
