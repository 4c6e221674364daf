"""What an applicant has to show, as plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from .wording import spelled


@dataclass(frozen=True)
class Area:
    """A competency area, or what else an entry can be tagged with: the stored value, and its words."""

    value: str
    label: str

    @cached_property
    def names(self) -> frozenset[str]:
        """What an entry may call it, however that is spelled."""
        return frozenset({spelled(self.value), spelled(self.label)})


def names_of(areas: Iterable[Area]) -> frozenset[str]:
    """What entries may call any of them, once `spelled`."""
    return frozenset[str]().union(*(area.names for area in areas))


@dataclass(frozen=True)
class Standing:
    """What somebody was, and when: endorsed in a category, by its code, or `vetted`. Without days: always."""

    category: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a portfolio. `kind` is a key of `EVIDENCE_KINDS`, which says what counts.

    Without an end it is still going on, or the day is not known; `hours` are clock hours. `id` is the
    portfolio's, which stays the same when the entry is submitted. Of work, the giver is who supervised it,
    and without `hours_per_week` it was full time. `standings` are what the association knows of the giver;
    `giver_category` is what the applicant says, and counts until they submit.
    """

    kind: str
    title: str = ""
    organization: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    hours: Decimal | None = None
    degree: str = ""
    areas: tuple[str, ...] = ()
    id: str = ""
    giver: str = ""
    giver_email: str = ""
    giver_category: str = ""
    setting: str = ""
    hours_on_giving: Decimal | None = None
    hours_per_week: Decimal | None = None
    basis: str = ""
    field: str = ""
    ages: tuple[str, ...] = ()
    families: int | None = None
    standings: tuple[Standing, ...] = ()


@dataclass(frozen=True)
class Signed:
    """A statement that was signed as it stands in the form: its name there, and the version it is of."""

    name: str
    version: str = ""


@dataclass(frozen=True)
class Referee:
    """Somebody who is named as a referee, and what came of it. `unknown`: the ratings that they left open
    because they do not know enough; 0 where applicants read."""

    role: str = ""
    received_on: date | None = None
    unknown: int = 0
    standings: tuple[Standing, ...] = ()


@dataclass(frozen=True)
class PartResult:
    """What came of one part of the exam, by what it is stored as. `passed` as it was recorded, None before;
    `score` of `most` points, or percent of 100, where there is one."""

    part: str
    passed: bool | None = None
    score: Decimal | None = None
    most: Decimal = Decimal(100)


@dataclass(frozen=True)
class Evidence:
    """Everything an application is judged by. `signed`: the question names of the signed statements.

    `transcripts_accepted` are those that count now, `transcripts_unseen` those that no person has looked at.
    `submitted_on` is the day of the last submission, None before one. `denied` are the names of the questions
    that were answered with no. `referees` are the same as the references that are named, one by one,
    `statements` the same as those that are signed. `verified_as`: what each verified transcript is.
    `holdings` are the active endorsements that the registry has, by the code of the credential. `exam_parts`
    is the latest outcome of each part of the exam; empty for an exam that was sat as a whole.
    `doubted_references` and `refused_transcripts` hold one sentence for each that a person judged against;
    they are for the association's eyes, and empty where applicants read. `held_years`: for how many whole
    years what is renewed had been held when its period began; 0 where nothing is renewed.
    """

    entries: tuple[Entry, ...] = ()
    references_named: int = 0
    references_received: int = 0
    transcripts_accepted: int = 0
    signed: frozenset[str] = frozenset()
    exam_passed: bool | None = None
    designation: str = ""
    submitted: bool = False
    submitted_on: date | None = None
    denied: frozenset[str] = frozenset()
    referees: tuple[Referee, ...] = ()
    statements: tuple[Signed, ...] = ()
    verified_as: tuple[str, ...] = ()
    transcripts_unseen: int = 0
    doubted_references: tuple[str, ...] = ()
    refused_transcripts: tuple[str, ...] = ()
    holdings: tuple[Standing, ...] = ()
    exam_parts: tuple[PartResult, ...] = ()
    held_years: int = 0
    # Filled once somebody asks. A plain table: a cached_property takes a lock.
    _by_kind: dict[str, list[Entry]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def may_be(self, designation: str) -> bool:
        """Whether it is this designation, or none is chosen yet; without one everybody is."""
        chosen = spelled(self.designation)
        return not designation or not chosen or chosen == spelled(designation)

    def of_kind(self, kind: str) -> Sequence[Entry]:
        """The entries of one kind."""
        if not self._by_kind:
            self._sort_by_kind()
        return self._by_kind.get(kind, ())

    def past(self, kind: str, today: date) -> Sequence[Entry]:
        """Those of one kind that have happened: what is only planned counts for nothing yet."""
        return past(self.of_kind(kind), today)

    def _sort_by_kind(self) -> None:
        held = self._by_kind
        for entry in self.entries:
            kind = entry.kind
            if kind in held:
                held[kind].append(entry)
            else:
                held[kind] = [entry]


def past(entries: Iterable[Entry], today: date) -> list[Entry]:
    """Those that have happened by a day, which neither begin nor end after it."""
    return [
        entry
        for entry in entries
        if ((day := entry.started_on) is None or day <= today)
        and ((day := entry.ended_on) is None or day <= today)
    ]
