"""What every kind of section says for itself, so that nothing else asks which kind it is."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from django.forms import BaseForm

from endorsement_plugin.assessment.contents import Contents
from endorsement_plugin.definitions.fields import Section
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.errors import Problem
from endorsement_plugin.requirements.findings import Assessment, Finding
from endorsement_plugin.requirements.kinds import Clause

S = TypeVar("S", bound=Section)


@dataclass(frozen=True)
class Completion:
    """How far a section has come. An optional one may stay as it is."""

    started: bool
    done: bool
    optional: bool = False


class SectionKind(ABC, Generic[S]):
    """A section of one step, with what an application holds of it. Nothing makes a query unless it says so.

    `applicant/parts/<type>.html` shows it on the step's page, `applicant/checked/<type>.html` on the check
    page, and `pages/sections/<type>.html` in the editor's preview.
    """

    of: ClassVar[type[Section]]
    """The section in a form's definition."""
    has_form: ClassVar[bool] = False
    """Whether it brings a form of its own, so that it cannot stand inside the form of the step."""
    is_checked: ClassVar[bool] = True
    """Whether the check page shows it."""
    says_requirements: ClassVar[bool] = False
    """Whether its problems say all that the requirement would say again."""

    def __init__(self, step: Step, section: S, contents: Contents) -> None:
        self.step, self.section, self.contents = step, section, contents

    @abstractmethod
    def completion(self, assessment: Assessment) -> Completion | None:
        """How far it has come; None for one that asks for nothing."""

    @abstractmethod
    def problems(self) -> Iterator[Problem]:
        """What is missing or wrong in it, in words, with the place on the step's page."""

    @abstractmethod
    def shown(self, assessment: Assessment, forms: Mapping[str, BaseForm]) -> dict[str, Any]:
        """What its template reads. `forms`: bound ones by the section's id, of those that have one."""

    @property
    def is_begun(self) -> bool:
        """Whether the applicant has entered something that it feeds to a requirement."""
        return False

    def serves(self, clause: Clause) -> bool:
        """Whether this is where the requirement is met: by entering, uploading, naming or signing."""
        return self.section.feeds in clause.sources

    def is_control(self, place: str) -> bool:
        """Whether a place of its problems is one of its controls, and not the section as a whole."""
        return False

    def findings(self, assessment: Assessment) -> list[Finding]:
        """The requirements that it feeds, as they stand."""
        return [finding for finding in assessment.findings if self.section.feeds in finding.sections]

    def problem(self, code: str, message: str, place: str = "") -> Problem:
        """A problem of this section, at a place of the step's page."""
        return Problem(code, message, (self.step.name, place or self.section.name), self.step.name)
