from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from .fields import EvidenceSection, Field, PersonSection, Question, ReferencesSection, Section

S = TypeVar("S", bound=Section)


@dataclass(frozen=True)
class Step:
    """One page of a form. `minutes` is how long it takes, 0 if its author did not say."""

    id: str = ""
    name: str = ""
    title: str = ""
    intro: str = ""
    minutes: int = 0
    fields: tuple[Field, ...] = ()
    stored: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def questions(self) -> list[Question]:
        """What is answered in a form, in order."""
        return [one for one in self.fields if isinstance(one, Question)]

    def sections(self, kind: type[S]) -> list[S]:
        """The sections of one kind, in order."""
        return [section for section in self.fields if isinstance(section, kind)]

    @property
    def asks_who(self) -> bool:
        """Whether the applicant's details are part of this step."""
        return bool(self.sections(PersonSection))


@dataclass(frozen=True)
class FormDefinition:
    """A form as it was published: an application, a reference or an exam paper.

    `round` is the code of the round that scores an exam paper.
    """

    version: int = 1
    kind: str = ""
    name: str = ""
    title: str = ""
    intro: str = ""
    round: str = ""
    steps: tuple[Step, ...] = ()

    @cached_property
    def fields(self) -> list[Field]:
        """Questions and sections of all steps, in order."""
        return [one for step in self.steps for one in step.fields]

    @cached_property
    def questions(self) -> list[Question]:
        """The questions of all steps, in order."""
        return [one for step in self.steps for one in step.questions]

    @property
    def minutes(self) -> int:
        """How long filling it in takes, as far as its author said."""
        return sum(step.minutes for step in self.steps)

    def step(self, name: str) -> Step | None:
        """The step of this name."""
        return next((step for step in self.steps if step.name == name), None)

    def step_of(self, field_id: str) -> Step | None:
        """The step that holds this question or section."""
        return next((step for step in self.steps if any(one.id == field_id for one in step.fields)), None)

    def placed(self, kind: type[S]) -> Iterator[tuple[Step, S]]:
        """Every section of this kind with the step it is in, in order."""
        return ((step, section) for step in self.steps for section in step.sections(kind))

    def sections(self, kind: type[S]) -> list[S]:
        """Every section of this kind, in order."""
        return [section for _, section in self.placed(kind)]

    def section(self, kind: type[S], field_id: str) -> S | None:
        """The section of this kind with this block id."""
        return next((section for section in self.sections(kind) if section.id == field_id), None)

    @property
    def evidence_kinds(self) -> list[str]:
        """The kinds of evidence that the form asks for."""
        return [section.kind for section in self.sections(EvidenceSection)]

    @property
    def roles(self) -> list[str]:
        """The role of each referee that the form asks for; empty where the editor named none."""
        return next((section.roles for section in self.sections(ReferencesSection)), [])

    @property
    def reference_form(self) -> str:
        """The family of the form that referees fill in, or an empty string."""
        return next((section.form for section in self.sections(ReferencesSection)), "")
