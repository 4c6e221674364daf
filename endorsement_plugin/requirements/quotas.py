"""The parts of a total of hours: in which area they must be, and who needs more of them."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from .evidence import Evidence
from .findings import Gauge
from .sharing import Demands
from .stored import LATER
from .wording import isolated, number


@dataclass(frozen=True)
class Quota:
    """Hours that must be in one area, inside a total.

    With a question only for those who have not answered it with no; `condition` is the rest of "if …".
    """

    area: str
    label: str
    hours: Decimal
    condition: str = field(default="", metadata=LATER)
    question: str = field(default="", metadata=LATER)

    def binds(self, evidence: Evidence) -> bool:
        """Whether this applicant needs these hours."""
        return not self.question or self.question not in evidence.denied

    @property
    def phrase(self) -> str:
        """As part of the sentence of the total."""
        words = f"{number(self.hours)} in {isolated(self.label)}"
        return f"{words} if {isolated(self.condition)}" if self.condition else words


@dataclass(frozen=True)
class Extra:
    """Hours on top of the total, in an area if one is named, for some applicants only.

    For those of one designation, and for those who answer yes to a question of the form. Both bind until the
    applicant has answered otherwise. `condition` is the rest of "if …".
    """

    hours: Decimal
    area: str = ""
    label: str = ""
    condition: str = ""
    question: str = ""
    designation: str = ""

    def binds(self, evidence: Evidence) -> bool:
        """Whether this applicant needs these hours."""
        return evidence.may_be(self.designation) and self.question not in evidence.denied

    @property
    def phrase(self) -> str:
        """As part of the sentence of the total."""
        area = f" in {isolated(self.label)}" if self.label else ""
        return f"{number(self.hours)} more{area} if {isolated(self.condition)}"


@dataclass(frozen=True)
class Demand:
    """What binds one applicant: hours in all, and hours by the area they must be in."""

    gauge: Gauge
    parts: tuple[Quota, ...]

    @cached_property
    def hours_of_parts(self) -> Demands:
        """The hours of its parts."""
        return Demands([part.hours for part in self.parts])
