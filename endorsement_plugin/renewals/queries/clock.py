"""What the clock goes by: endorsements with their period, the letters they were sent, and what holds them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet

from endorsement_plugin.clock import local
from endorsement_plugin.models import (
    Association,
    ClockHold,
    Endorsement,
    EndorsementEvent,
    EndorsementRequest,
    RenewalEvent,
    RenewalPolicy,
)
from endorsement_plugin.rules.clock.cutoffs import RENEWED, Cutoffs, cutoffs_of
from endorsement_plugin.rules.clock.steps import Holding, Step, StepKind, Terms, coming, due_step
from endorsement_plugin.rules.states import RENEWAL_IN_HAND, EndorsementState, RenewalState

from .periods import Period, periods_of

DAYS_AHEAD = 30
BATCH = 1000
"""Endorsements that are read together."""

LETTERS = {
    StepKind.REMIND: "renewal_reminder",
    StepKind.WARN: "lapse_warning",
    StepKind.REMIND_OF_LEAVE: "leave_ends",
}
"""The letters, and the events that say when each was written."""
BY_HAND = "reminded"
"""The event of a reminder that a coordinator sent: the clock's of the same stage is then not sent, too."""
WAITS_FOR = (EndorsementRequest.Kind.LEAVE, EndorsementRequest.Kind.BACK)
"""Requests that the clock waits for, until a coordinator has answered them."""
RETURNED = "audit_returned"
"""The event by which a renewal is sent back. Whoever opens a document after it puts nothing off."""


@dataclass(frozen=True)
class Watched:
    """One endorsement as the clock sees it; without a policy that is in force it does nothing."""

    endorsement: Endorsement
    period: Period
    holding: Holding
    terms: Terms | None

    def due(self, today: date) -> Step | None:
        """The step that is to be done by the end of this day."""
        return due_step(self.holding, self.terms, today) if self.terms else None

    def coming(self, today: date, days: int) -> Iterator[tuple[date, Step]]:
        """What the clock will do in so many days, if nobody does anything."""
        return coming(self.holding, self.terms, today, days) if self.terms else iter(())


def watched(rows: Sequence[Endorsement], today: date) -> list[Watched]:
    """These endorsements of one or several associations. At most eight queries, however many there are.

    Reads credential and association of each.
    """
    periods = periods_of(rows)
    eased = _taken_back(rows)
    for more in (_sent_back(periods), _declined(rows)):
        eased |= {pk: max(day, eased.get(pk, day)) for pk, day in more.items()}
    still = still_until({row.association_id for row in rows})
    read = _Read(_letters(rows), eased, still, _asking(rows))
    return [
        Watched(row, periods[row.pk], read.holding(row, periods[row.pk]), _terms(periods[row.pk], today))
        for row in rows
    ]


@dataclass(frozen=True)
class _Read:
    """What was read of many at once: letters by endorsement and event, the rest by primary key."""

    letters: Mapping[tuple[int, str], date]
    eased: Mapping[int, date]
    still: Mapping[int, date]
    asking: frozenset[int]

    def holding(self, row: Endorsement, period: Period) -> Holding:
        """What the rules go by. A lapse that was moved in without a day counts from its due day."""
        lapsed = row.inactive_reason == Endorsement.InactiveReason.LAPSED
        return Holding(
            state=row.status,
            due=row.renewal_due,
            since=row.state_since or (row.renewal_due if lapsed else row.granted_on),
            reason=row.inactive_reason,
            leave_until=row.inactive_until,
            provisional_until=row.provisional_until,
            waits=period.state in RENEWAL_IN_HAND or row.pk in self.asking,
            held_until=row.clock_held_until,
            still_until=self.still.get(row.association_id),
            eased_on=self.eased.get(row.pk),
            reminded_on=self.letters.get((row.pk, LETTERS[StepKind.REMIND])),
            warned_on=self.letters.get((row.pk, LETTERS[StepKind.WARN])),
            told_of_leave_on=self.letters.get((row.pk, LETTERS[StepKind.REMIND_OF_LEAVE])),
        )


def _terms(period: Period, today: date) -> Terms | None:
    """A policy that is planned holds nobody to anything yet."""
    policy = period.policy
    if policy is None or policy.effective_from > today:
        return None
    return Terms(policy.cycle, policy.ends_provisional)


def _letters(rows: Iterable[Endorsement]) -> dict[tuple[int, str], date]:
    """When each was last written; a reminder by hand counts as the clock's."""
    written = EndorsementEvent.objects.filter(
        endorsement__in=[row.pk for row in rows],
        action__in=[*LETTERS.values(), BY_HAND],
        effective_on__isnull=False,
    )
    each = written.order_by().values_list("endorsement", "action").annotate(Max("effective_on"))
    last: dict[tuple[int, str], date] = {}
    for endorsement, action, day in each:
        letter = LETTERS[StepKind.REMIND] if action == BY_HAND else action
        last[endorsement, letter] = max(day, last.get((endorsement, letter), day))
    return last


def _asking(rows: Iterable[Endorsement]) -> frozenset[int]:
    """Whose request for a leave, or to be active again, nobody has answered."""
    open_ones = EndorsementRequest.objects.filter(endorsement__in=[row.pk for row in rows], outcome="")
    return frozenset(open_ones.filter(kind__in=WAITS_FOR).values_list("endorsement", flat=True))


def _taken_back(rows: Iterable[Endorsement]) -> dict[int, date]:
    """By endorsement, the day on which a step of the clock was last taken back."""
    mine = {row.pk: row.association for row in rows}
    undone = EndorsementEvent.objects.filter(endorsement__in=mine, undoes__role="system").order_by("pk")
    moments = undone.values_list("endorsement", "at")
    return {pk: local(at, mine[pk]).date() for pk, at in moments}


def _declined(rows: Iterable[Endorsement]) -> dict[int, date]:
    """By endorsement, the day on which a request that the clock had waited for was last declined."""
    mine = {row.pk: row.association for row in rows}
    declined = EndorsementRequest.objects.filter(endorsement__in=mine, outcome="declined", kind__in=WAITS_FOR)
    moments = declined.order_by("settled_at").values_list("endorsement", "settled_at")
    return {pk: local(at, mine[pk]).date() for pk, at in moments if at is not None}


def _sent_back(periods: Mapping[int, Period]) -> dict[int, date]:
    """By endorsement, the day on which the renewal that is its holder's turn again was sent back."""
    back = {
        period.renewal.pk: period.endorsement
        for period in periods.values()
        if period.renewal is not None and period.renewal.status is RenewalState.SENT_BACK
    }
    if not back:
        return {}
    returned = RenewalEvent.objects.filter(renewal__in=back, action=RETURNED)
    moments = returned.order_by("pk").values_list("renewal", "at")
    return {back[pk].pk: local(at, back[pk].association).date() for pk, at in moments}


def holds_of(associations: Iterable[int]) -> QuerySet[ClockHold]:
    """What has held the clock for all of these associations, the latest first."""
    return ClockHold.objects.filter(association__in=associations).select_related(
        "association", "set_by", "lifted_by"
    )


def still_until(associations: Iterable[int]) -> dict[int, date]:
    """By association, the last day on which its clock is, or was, held for all. One query."""
    last: dict[int, date] = {}
    for one in holds_of(associations):
        last[one.association_id] = max(one.last_day, last.get(one.association_id, one.last_day))
    return last


def hold_on(association: Association, today: date) -> ClockHold | None:
    """What holds the clock for all on this day: of several the one that lasts longest. One query."""
    return holds_on({association.pk: today}).get(association.pk)


def holds_on(todays: Mapping[int, date]) -> dict[int, ClockHold]:
    """The same by association, each on the day that it is there; none where nothing holds it. One query."""
    held: dict[int, ClockHold] = {}
    for one in sorted(holds_of(todays), key=lambda one: one.last_day):
        if one.last_day >= todays[one.association_id]:
            held[one.association_id] = one
    return held


def batches(association: Association, last: date, size: int = BATCH) -> Iterator[list[Endorsement]]:
    """The endorsements that the clock may move by the end of a day, so many together.

    At most five queries, and one for each batch. What no policy of the association's can reach by then is
    not read.
    """
    policies = RenewalPolicy.objects.filter(association=association, published_at__isnull=False)
    cutoffs = cutoffs_of((policy.cycle for policy in policies), last)
    theirs = Endorsement.objects.filter(association=association)
    keys = sorted(
        {key for part in within(cutoffs) for key in theirs.filter(part).values_list("pk", flat=True)}
    )
    for first in range(0, len(keys), size):
        rows = theirs.filter(pk__in=keys[first : first + size]).order_by("pk")
        batch = list(rows.select_related("credential", "person__user"))
        for row in batch:
            row.association = row.credential.association = association
        yield batch


def within(cutoffs: Cutoffs) -> Iterator[Q]:
    """What is within the cutoffs, in parts that overlap: each uses an index, as one condition would not."""
    inactive = EndorsementState.INACTIVE
    yield Q(state__in=RENEWED, renewal_due__lte=cutoffs.due)
    yield Q(state=EndorsementState.PROVISIONAL, provisional_until__lte=cutoffs.provisional_until)
    yield Q(state=inactive, inactive_reason="requested", inactive_until__lte=cutoffs.leave_until)
    if cutoffs.lapsed_since is not None:
        since = Q(state_since__lte=cutoffs.lapsed_since)
        since |= Q(state_since=None, renewal_due__lte=cutoffs.lapsed_since)
        yield Q(since, state=inactive, inactive_reason="lapsed")


def ahead(association: Association, today: date) -> dict[date, list[tuple[Watched, Step]]]:
    """What the clock will do in the coming days, by day, if nobody does anything."""
    days: dict[date, list[tuple[Watched, Step]]] = {}
    for batch in batches(association, today + timedelta(days=DAYS_AHEAD)):
        for one in watched(batch, today):
            for day, step in one.coming(today, DAYS_AHEAD):
                days.setdefault(day, []).append((one, step))
    return dict(sorted(days.items()))
