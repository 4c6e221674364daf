"""The kinds of requirement an editor can write."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True)
class Clause:
    """One requirement. With a designation it binds those applicants only ("clinical applicants only")."""

    kind: ClassVar[str] = ""
    id: str
    designation: str = ""


@dataclass(frozen=True)
class Education(Clause):
    """Any one of several degrees."""

    kind = "education"
    degrees: tuple[str, ...] = ()
    or_higher: bool = False


@dataclass(frozen=True)
class Work(Clause):
    """Years of work; with `after`, only what was done since the earliest of those degrees."""

    kind = "work"
    years: Decimal = Decimal(0)
    field: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quota:
    """Hours that must be in one area, inside a total."""

    area: str
    label: str
    hours: Decimal


@dataclass(frozen=True)
class Training(Clause):
    """Hours of training in all, some of them in named areas."""

    kind = "training"
    hours: Decimal = Decimal(0)
    topic: str = ""
    quotas: tuple[Quota, ...] = ()


@dataclass(frozen=True)
class Supervision(Clause):
    """Hours of reflective supervision inside one period of `min_months` to `max_months`."""

    kind = "supervision"
    hours: Decimal = Decimal(0)
    min_months: int = 0
    max_months: int = 0
    context: str = ""


@dataclass(frozen=True)
class References(Clause):
    """So many references: named before submitting, received before a decision."""

    kind = "references"
    count: int = 0


@dataclass(frozen=True)
class Area:
    """A competency area: the value an entry is tagged with, and its words."""

    value: str
    label: str


@dataclass(frozen=True)
class Portfolio(Clause):
    """An entry in every competency area; without areas, at least one training."""

    kind = "portfolio"
    areas: tuple[Area, ...] = ()
    subject: str = ""


@dataclass(frozen=True)
class Attestation(Clause):
    """A signed statement. Without `statement` any statement of the form will do."""

    kind = "attestation"
    title: str = ""
    statement: str = ""


@dataclass(frozen=True)
class Transcripts(Clause):
    """Transcripts that were found readable."""

    kind = "transcripts"
    count: int = 0


@dataclass(frozen=True)
class Exam(Clause):
    """A passed exam."""

    kind = "exam"


@dataclass(frozen=True)
class AnyOf(Clause):
    """Met when one of its clauses is."""

    kind = "any_of"
    clauses: tuple[Clause, ...] = ()
