"""What stands before a question on a paper: a vignette is one text and one or more questions about it."""

from bs4 import BeautifulSoup

from .fields import Content, PdfSection, Question
from .form import FormDefinition

_PARAGRAPHS = ("p", "li", "h2", "h3", "h4", "blockquote")


def vignettes(definition: FormDefinition) -> dict[str, str]:
    """By the question's id, for those that are shared: the texts since the shared one before it.

    A reviewer reads an answer without the paper beside it, so each question takes its scene along, also when
    a question that is not shared, or the end of a step, stands between them.
    """
    found: dict[str, str] = {}
    before: list[str] = []
    for step in definition.steps:
        before.append(step.intro)
        for field in step.fields:
            if isinstance(field, Content):
                before.append(field.html)
            elif isinstance(field, PdfSection) or (isinstance(field, Question) and field.shared):
                found[field.id] = "\n\n".join(filter(None, map(_plain, before)))
                before.clear()
    return found


def _plain(html: str) -> str:
    soup = BeautifulSoup(html or "", "html.parser")
    for line_break in soup.find_all("br"):
        line_break.replace_with(" ")
    blocks = [block.get_text() for block in soup.find_all(_PARAGRAPHS)] or [soup.get_text()]
    return "\n\n".join(" ".join(text.split()) for text in blocks).strip()
