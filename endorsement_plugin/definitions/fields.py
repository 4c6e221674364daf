"""What a step is made of: questions, which have an answer of their own, and sections, which have none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DESIGNATION = "designation"
"""The name of the question whose answer decides which requirements apply ("clinical applicants only")."""

AGE_BAND = "age_band"
"""The name of the question whose answer decides, with the designation, which exam paper is sat."""

YES_NO = "yes_no"
"""The type of a question that is answered with yes or no; requirements may depend on the answer."""


@dataclass(frozen=True)
class Field:
    """What questions and sections have in common.

    `id` is the editor's block, by which answers are kept; `name` is what exports and programs call it.
    Neither ever changes. `stored` is the field's own JSON.
    """

    id: str = ""
    name: str = ""
    type: str = ""
    label: str = ""
    help: str = ""
    stored: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class Option:
    """An answer to choose from: what is stored, and its words."""

    id: str = ""
    value: str = ""
    label: str = ""


@dataclass(frozen=True)
class Question(Field):
    """Something that is answered in a form. `shared`: blind reviewers read the answer.

    Each of the other rules belongs to the types of question that know it (forms/questions); None or an empty
    text sets no limit. `min` and `max` are decimal numbers, `not_after` is empty or "today".
    """

    required: bool = False
    shared: bool = False
    max_length: int | None = None
    max_words: int | None = None
    min: str = ""
    max: str = ""
    not_after: str = ""
    options: tuple[Option, ...] = ()
    allow_unknown: bool = False


@dataclass(frozen=True)
class Section(Field):
    """A part of a form without an answer of its own."""

    @property
    def feeds(self) -> str:
        """What it feeds to requirements, as `Clause.fed_by` names it."""
        return self.type


@dataclass(frozen=True)
class Content(Section):
    """Text between questions, such as a vignette."""

    type: str = "content"
    html: str = ""


@dataclass(frozen=True)
class PersonSection(Section):
    """Who the applicant is; kept with the person."""

    type: str = "person"


@dataclass(frozen=True)
class EvidenceSection(Section):
    """The entries of one kind in the person's portfolio."""

    type: str = "evidence"
    kind: str = ""
    required: bool = False

    @property
    def feeds(self) -> str:
        return f"{self.type}:{self.kind}"


@dataclass(frozen=True)
class TranscriptsSection(Section):
    """Files, `max` of them at the most."""

    type: str = "transcripts"
    max: int | None = None
    required: bool = False


@dataclass(frozen=True)
class PdfSection(Section):
    """A question of an exam paper that is answered with one PDF, of `max_pages` pages at the most.

    Blind reviewers see its pages, drawn anew and masked.
    """

    type: str = "pdf"
    max_pages: int = 10
    required: bool = False


@dataclass(frozen=True)
class Slot:
    """One referee that is asked for; the role is empty where the editor named none."""

    role: str = ""


@dataclass(frozen=True)
class ReferencesSection(Section):
    """Referees, `count` of them. `form` is the family of the form that they fill in."""

    type: str = "references"
    count: int = 0
    slots: tuple[Slot, ...] = ()
    form: str = ""

    @property
    def roles(self) -> list[str]:
        """The role of each referee."""
        named = [slot.role for slot in self.slots]
        return (named + [""] * self.count)[: self.count]


@dataclass(frozen=True)
class AttestationSection(Section):
    """A statement that is signed; `sha256` is the digest of its words, `version` their editor's name."""

    type: str = "attestation"
    title: str = ""
    statement: str = ""
    sha256: str = ""
    version: str = ""


SECTIONS: Mapping[str, type[Section]] = {
    kind.type: kind
    for kind in (
        Content,
        PersonSection,
        EvidenceSection,
        TranscriptsSection,
        PdfSection,
        ReferencesSection,
        AttestationSection,
    )
}
"""By the type that the JSON gives them. Every other type is a question, also one that is not installed."""
