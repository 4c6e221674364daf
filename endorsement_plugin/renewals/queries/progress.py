"""How far somebody has come in a period of an endorsement: what was logged, what counts, what is missing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from endorsement_plugin.models import (
    CountedFor,
    Endorsement,
    EvidenceEntry,
    Renewal,
    RenewedEntry,
)
from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.portfolio.holdings import Holdings, held_by
from endorsement_plugin.portfolio.queries import entry_of
from endorsement_plugin.renewals.rules import ACTIVITIES, RENEWABLE, within
from endorsement_plugin.requirements.accounts import Account
from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import everyone
from endorsement_plugin.requirements.counting import whole_years
from endorsement_plugin.requirements.evidence import Entry, Evidence, Signed
from endorsement_plugin.requirements.findings import Assessment, Finding
from endorsement_plugin.rules.states import RENEWAL_IN_HAND, RenewalState

from .periods import Period

KEPT = RENEWAL_IN_HAND | {RenewalState.RENEWED}
"""A renewal in one of these is measured by the entries that were submitted with it, and keeps them."""


@dataclass(frozen=True)
class Counted:
    """An entry of the portfolio, and the part of it that falls into the period."""

    row: AbstractEvidence
    inside: Entry
    account: Account | None

    @property
    def is_split(self) -> bool:
        """Whether only some of its hours are this period's."""
        return self.inside.hours != self.row.hours


@dataclass(frozen=True)
class Progress:
    """One period, measured."""

    period: Period
    assessment: Assessment
    entries: Sequence[Counted]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be shown, but for what is signed on the same page."""
        signed = {clause.id for clause in everyone(self.period.clauses) if clause.signatures}
        return tuple(one for one in self.assessment.findings if one.clause_id not in signed)

    @cached_property
    def unmet(self) -> tuple[Finding, ...]:
        """What is missing."""
        return tuple(one for one in self.findings if not one.met)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing but the signatures."""
        return not self.unmet


def progress_of(period: Period, today: date, *, signed: bool = False) -> Progress:
    """One period on a day of its association. Six queries at the most."""
    return progress_of_all([period], today, signed=signed)[0]


def progress_of_all(periods: Iterable[Period], today: date, *, signed: bool = False) -> list[Progress]:
    """Many periods of one association, in this order. Six queries at the most, however many there are.

    Measured on the day, and at the latest on the last one of the period: what is done after it is the next
    one's. With `signed` every statement counts as signed. What a holder says of who supervised them counts;
    an audit looks at it.
    """
    several = list(periods)
    people = {one.endorsement.person_id for one in several}
    logged, submitted = _logged(people), _submitted(several)
    apart = _kept_apart(several)
    holdings = held_by(people) if any(one.clauses for one in several) else {}
    asked = _Asked(today, signed, apart, holdings)
    return [
        asked.measured(
            one,
            submitted.get(one.renewal.pk, []) if one.renewal and one.state in KEPT else logged[_person(one)],
        )
        for one in several
    ]


@dataclass(frozen=True)
class _Asked:
    """What is the same for all that is measured at once."""

    today: date
    signed: bool
    apart: "Apart"
    holdings: Mapping[tuple[int, UUID], Holdings]

    def measured(self, period: Period, rows: Sequence[AbstractEvidence]) -> Progress:
        """One period by these entries."""
        day = min(self._day(period), period.due)
        inside = [(row, part) for row in rows if (part := self._part(period, row, day)) is not None]
        assessment = assess(period.clauses, self._evidence(period, [part for _, part in inside]), day)
        accounts = assessment.by_entry if period.clauses else {}
        return Progress(
            period, assessment, [Counted(row, part, accounts.get(part.id)) for row, part in inside]
        )

    def _day(self, period: Period) -> date:
        """What was submitted is measured on the day on which it was."""
        kept = period.renewal if period.state in KEPT else None
        return (kept.submitted_on if kept else None) or self.today

    def _part(self, period: Period, row: AbstractEvidence, day: date) -> Entry | None:
        """The part of an entry that this period may count; None if there is none."""
        key = UUID(str(getattr(row, "origin", row.pk)))
        if row.kind in ACTIVITIES and not self.apart.allows(period, key):
            return None
        return within(entry_of(row, {}), period.starts_on, day)

    def _evidence(self, period: Period, entries: Sequence[Entry]) -> Evidence:
        statements = [Signed(one.id, one.version) for one in period.statements] if self.signed else []
        return Evidence(
            entries=tuple(entries),
            signed=frozenset(one.name for one in statements),
            statements=tuple(statements),
            designation=period.endorsement.designation,
            denied=frozenset(period.renewal.denied if period.renewal else ()),
            holdings=self.holdings.get((period.endorsement.association_id, _person(period)), ()),
            held_years=whole_years(period.endorsement.granted_on, period.starts_on),
        )


def _person(period: Period) -> UUID:
    return period.endorsement.person_id


def _logged(people: Collection[UUID]) -> Mapping[UUID, list[AbstractEvidence]]:
    found: defaultdict[UUID, list[AbstractEvidence]] = defaultdict(list)
    for row in EvidenceEntry.objects.filter(person__in=people):
        found[row.person_id].append(row)
    return found


def _submitted(periods: Iterable[Period]) -> Mapping[UUID, list[AbstractEvidence]]:
    kept = [one.renewal.pk for one in periods if one.renewal and one.state in KEPT]
    found: defaultdict[UUID, list[AbstractEvidence]] = defaultdict(list)
    for row in RenewedEntry.objects.filter(renewal__in=kept) if kept else ():
        found[row.renewal_id].append(row)
    return found


@dataclass(frozen=True)
class Apart:
    """Which activity is counted for which endorsement, where a policy shares none.

    `used` are those that were submitted, `chosen` what the holder chose, `first` the endorsement of each
    person that an activity counts for as long as nothing was chosen: the one that is due first.
    """

    used: Mapping[UUID, int]
    chosen: Mapping[UUID, int]
    first: Mapping[tuple[int, UUID], int]

    def allows(self, period: Period, entry: UUID) -> bool:
        """Whether this activity may count for the endorsement."""
        if period.policy is None or period.policy.shares_hours:
            return True
        return self.of(period, entry) == period.endorsement.pk

    def of(self, period: Period, entry: UUID) -> int:
        """The endorsement that it is counted for."""
        whose = (period.endorsement.association_id, _person(period))
        return self.used.get(entry) or self.chosen.get(entry) or self.first.get(whose, period.endorsement.pk)


def _kept_apart(periods: Iterable[Period]) -> Apart:
    """Three queries, and none where all that is counted may be shared."""
    strict = [one for one in periods if one.policy is not None and not one.policy.shares_hours]
    if not strict:
        return Apart({}, {}, {})
    return apart_of({_person(one) for one in strict}, {one.endorsement.association_id for one in strict})


def apart_of(people: Collection[UUID], associations: Collection[int]) -> Apart:
    """What is counted for which endorsement of these people. Three queries."""
    first: dict[tuple[int, UUID], int] = {}
    held = Endorsement.objects.filter(person__in=people, association__in=associations, state__in=RENEWABLE)
    for row in held.order_by("renewal_due", "granted_on", "pk"):
        first.setdefault((row.association_id, row.person_id), row.pk)
    chosen = CountedFor.objects.filter(entry__person__in=people, endorsement__association__in=associations)
    used = RenewedEntry.objects.filter(
        renewal__in=Renewal.objects.filter(
            endorsement__person__in=people,
            endorsement__association__in=associations,
            policy__shares_hours=False,
            state__in=KEPT,
        ),
        kind__in=ACTIVITIES,
    )
    return Apart(
        dict(used.values_list("origin", "renewal__endorsement")),
        dict(chosen.values_list("entry", "endorsement")),
        first,
    )
