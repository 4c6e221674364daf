"""Parts of a form that are more than one question.

{"type": "content", "value": "<p>…</p>"}
{"type": "person", "value": {"label": "Your details"}}
{"type": "evidence", "value": {"kind": "training", "label": "Trainings you have completed"}}
{"type": "transcripts", "value": {"label": "Official transcripts", "max": 5}}
{"type": "pdf", "value": {"label": "Draw the family", "max_pages": 3}}
{"type": "references", "value": {"label": "Referees", "form": <page id>, "slots": ["Your supervisor", …]}}
{"type": "attestation", "value": {"title": "Code of ethics", "statement": "<p>…</p>"}}
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import (
    BlockGroup,
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StructBlock,
    StructValue,
)
from wagtail.rich_text import RichText, expand_db_html

from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS

from .faults import refuse
from .keys import KeyBlock
from .numbers import IntegerBlock

EVIDENCE_CHOICES = [(kind.value, kind.label) for kind in EVIDENCE_KINDS.values()]

MOST_PAGES = 50
"""Of all PDF answers to one paper: so many dense pages are masked and drawn within the time of one answer."""

PLAIN_FEATURES = ["bold", "italic", "ol", "ul", "link"]


def html(value: RichText | None) -> str:
    """Rich text with its links and embeds resolved, as a definition keeps it."""
    return expand_db_html(value.source).strip() if value else ""


class ContentBlock(RichTextBlock):
    """Text between questions, such as a vignette."""

    def compiled(self, value: RichText, names: dict[str, str]) -> dict[str, Any]:
        return {"label": "", "html": html(value)}

    class Meta:
        icon = "openquote"
        label = "Text"
        group = "Sections"


@dataclass(frozen=True)
class Once:
    """What a form asks for once: said at this child of the second block that does."""

    what: str
    where: str
    message: str


class SectionBlock(StructBlock):
    """A heading with a hint, and what it is called."""

    extra: tuple[str, ...] = ()
    once: str = ""
    """What is said of a second one in a form; empty if there may be several."""

    label = CharBlock(max_length=200)
    help = CharBlock(required=False, max_length=500, label="Hint")
    name = KeyBlock()

    def compiled(self, value: StructValue, names: dict[str, str]) -> dict[str, Any]:
        """The section as plain values, without its id, name and type."""
        return {
            "label": value["label"],
            "help": value["help"] or "",
            **{name: value[name] for name in self.extra},
        }

    def asked_once(self, value: StructValue) -> Once | None:
        """What no other section of the form may ask for, if anything."""
        return Once(self.name, "label", self.once) if self.once else None

    class Meta:
        group = "Sections"
        label_format = "{label}"
        form_layout = BlockGroup(children=["label", "help"], settings=["name"])


class PersonBlock(SectionBlock):
    """Names, phone, employer, numbers: kept with the person, and masked wherever reviewers read."""

    once = "The applicant's details are asked for once."
    label = CharBlock(max_length=200, default="Your details")

    class Meta:
        icon = "user"
        label = "Details of the applicant"


class EvidenceBlock(SectionBlock):
    """A list of the person's portfolio entries of one kind."""

    extra = ("kind", "required")
    once = "Another section above already asks for these entries."
    kind = ChoiceBlock(choices=EVIDENCE_CHOICES, default="training")
    required = BooleanBlock(required=False, default=False, label="At least one entry is needed")

    def asked_once(self, value: StructValue) -> Once:
        return Once(f"{self.name}:{value['kind']}", "kind", self.once)

    class Meta:
        icon = "folder-open-inverse"
        label = "Portfolio entries"
        form_layout = BlockGroup(children=["kind", "label", "help", "required"], settings=["name"])


class TranscriptsBlock(SectionBlock):
    extra = ("max", "required")
    once = "Transcripts are asked for once."
    label = CharBlock(max_length=200, default="Official transcripts")
    max = IntegerBlock(default=5, label="Most files")
    required = BooleanBlock(required=False, default=True, label="At least one file is needed")

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not 1 <= (cleaned["max"] or 0) <= 20:
            refuse([(("max",), "Enter a number from 1 to 20.")])
        return cleaned

    class Meta:
        icon = "doc-full-inverse"
        label = "Transcripts"
        form_layout = BlockGroup(children=["label", "help", "max", "required"], settings=["name"])


class PdfBlock(SectionBlock):
    """A question of an exam paper that is answered with a PDF file."""

    extra = ("max_pages", "required")
    label = CharBlock(max_length=200, help_text="The question, as it is asked.")
    max_pages = IntegerBlock(
        default=10,
        label="Most pages",
        help_text=f"The PDF questions of a paper may ask for {MOST_PAGES} pages together. Reviewers see the "
        "pages drawn anew, with names masked.",
    )
    required = BooleanBlock(required=False, default=True, label="Must be answered")

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not 1 <= (cleaned["max_pages"] or 0) <= MOST_PAGES:
            refuse([(("max_pages",), f"Enter a number from 1 to {MOST_PAGES}.")])
        return cleaned

    class Meta:
        icon = "upload"
        label = "PDF"
        group = "Questions"
        form_layout = BlockGroup(children=["label", "help", "max_pages", "required"], settings=["name"])


class ReferencesBlock(SectionBlock):
    """Referees, one for each slot. The form they fill in is a page of its own."""

    once = "Referees are asked for once."
    label = CharBlock(max_length=200, default="Your referees")
    slots = ListBlock(
        CharBlock(max_length=100, label="Who this referee is"),
        min_num=1,
        max_num=9,
        label="Referees",
        help_text="One line for each referee: “Current supervisor”.",
    )
    form = PageChooserBlock(required=False, label="Reference form")

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse(self._form_faults(cleaned["form"]))
        return cleaned

    def compiled(self, value: StructValue, names: dict[str, str]) -> dict[str, Any]:
        roles = [{"role": role} for role in value["slots"]]
        page = value["form"]
        form = str((page.alias_of or page).translation_key) if page else ""  # of a mirror, what it shows
        return {**super().compiled(value, names), "slots": roles, "count": len(roles), "form": form}

    def _form_faults(self, page: Any) -> list[tuple[tuple[int | str, ...], str]]:
        if page is None:
            return [(("form",), "Choose the form that referees fill in.")]
        if getattr(page.specific_deferred, "form_kind", "") != "reference":
            return [(("form",), "This page is not a reference form.")]
        return [] if page.live else [(("form",), "Publish the reference form first.")]

    class Meta:
        icon = "group"
        label = "References"
        form_layout = BlockGroup(children=["label", "help", "slots", "form"], settings=["name"])


def _digest(statement: str) -> str:
    """SHA-256 of what is read: the editor's program marks its paragraphs and breaks lines as it likes."""
    read = re.sub(r'\s+data-block-key="[^"]*"', "", statement)
    read = re.sub(r">\s+<", "><", " ".join(read.split()))
    return hashlib.sha256(read.encode()).hexdigest()


class AttestationBlock(StructBlock):
    """A statement that is signed with a name. What was signed is kept word for word."""

    title = CharBlock(max_length=200)
    statement = RichTextBlock(features=PLAIN_FEATURES)
    version = CharBlock(
        required=False,
        max_length=40,
        help_text="“2026”, so that requirements can ask for this version. Change it with the words.",
    )
    name = KeyBlock()

    def compiled(self, value: StructValue, names: dict[str, str]) -> dict[str, Any]:
        statement = html(value["statement"])
        version = (value["version"] or "").strip()
        return {
            **({"version": version} if version else {}),
            "label": value["title"],
            "title": value["title"],
            "statement": statement,
            "sha256": _digest(statement),
        }

    class Meta:
        icon = "edit"
        label = "Statement to sign"
        label_format = "{title}"
        group = "Sections"
        form_layout = BlockGroup(children=["title", "statement", "version"], settings=["name"])
