"""A season of renewals: one row for each endorsement that is due in it, with where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, DateField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Now, TruncMonth

from endorsement_plugin.models import Credential, Endorsement, Mail, Renewal
from endorsement_plugin.policies.queries import Policies
from endorsement_plugin.renewals.rules import RENEWABLE, Phase
from endorsement_plugin.rules.renewals import Cycle
from endorsement_plugin.rules.seasons.season import REMINDED_DAYS, Season, Stand, month, present, year
from endorsement_plugin.rules.states import EndorsementState, RenewalState

from .clock import BATCH, holds_on
from .periods import periods_of

REMINDER = "renewal_reminder"
"""The letter, and the beginning of its keys."""

MOST_BARS = 12
"""Of due days that are many each is shown with its month."""


def in_season(
    endorsements: QuerySet[Endorsement], season: Season, todays: Mapping[int, date]
) -> QuerySet[Endorsement]:
    """Those that are due in it, or were: with `due`, `stand`, `renewal`, `drawn` and `reminded_at`.

    One that was renewed stands with the day it was due on then. What a coordinator opened for a day that no
    longer counts is left out. `todays`: for each association, by its primary key, the day it is there. Two
    queries beside the one it makes, and more only while policies differ (`_early`).
    """
    inside = Renewal.objects.filter(endorsement=OuterRef("pk"), due__range=(season.first, season.last))
    counts = ~Q(state=RenewalState.OPEN) | Q(due=OuterRef("renewal_due"))
    period = inside.filter(counts).order_by("-due")
    letters = Mail.objects.filter(endorsement=OuterRef("pk"), event_key__startswith=REMINDER)
    rows = endorsements.annotate(
        renewal=Subquery(period.values("pk")[:1]),
        renewal_state=Subquery(period.values("state")[:1], output_field=CharField()),
        drawn=Coalesce(Subquery(period.values("audited")[:1]), Value(False)),
        period_due=Subquery(period.values("due")[:1], output_field=DateField()),
        reminded_at=Subquery(letters.order_by("-created_at").values("created_at")[:1]),
    )
    rows = rows.annotate(due=Coalesce("period_due", "renewal_due"))
    rows = rows.filter(due__range=(season.first, season.last))
    return rows.annotate(stand=_stand(endorsements, todays))


def _stand(endorsements: QuerySet[Endorsement], todays: Mapping[int, date]) -> Case:
    """What is renewed comes first, then what an endorsement has become, then what is open."""
    inactive = Q(state=EndorsementState.INACTIVE)
    ended = [EndorsementState.RETIRED, EndorsementState.REMOVED, EndorsementState.EMERITUS]
    cases = [
        (Q(renewal_state=RenewalState.RENEWED), Stand.DONE),
        (Q(renewal_state=RenewalState.IN_AUDIT), Stand.AUDIT),
        (Q(state__in=ended), Stand.ENDED),
        (inactive & Q(inactive_reason=Endorsement.InactiveReason.REQUESTED), Stand.LEAVE),
        (inactive & Q(inactive_reason=Endorsement.InactiveReason.SANCTION), Stand.SANCTIONED),
        (Q(renewal_state=RenewalState.NOT_RENEWED), Stand.NOT_RENEWED),
        (inactive | Q(renewal_state=RenewalState.MISSED), Stand.LAPSED),
        (Q(renewal_state=RenewalState.SUBMITTED), Stand.SUBMITTED),
        (Q(renewal_state=RenewalState.SENT_BACK), Stand.SENT_BACK),
        *((Q(association__in=those, due__lt=day), Stand.LATE) for day, those in _by_day(todays).items()),
        *((early, Stand.EARLY) for early in _early(endorsements, todays)),
    ]
    whens = [When(condition, then=Value(stand.value)) for condition, stand in cases]
    return Case(*whens, default=Value(Stand.OPEN.value), output_field=CharField())


def _by_day(todays: Mapping[int, date]) -> Mapping[date, list[int]]:
    """The associations where it is this day: on the whole Earth there are three at most."""
    days: dict[date, list[int]] = defaultdict(list)
    for association, day in todays.items():
        days[day].append(association)
    return days


def _early(endorsements: QuerySet[Endorsement], todays: Mapping[int, date]) -> Iterator[Q]:
    """What cannot be renewed yet, by the policy that each period is held to.

    Two queries. Only where policies of one credential open their periods at different times, each that
    is between these is read with its period: three queries more for a thousand.
    """
    credentials = list(Credential.objects.filter(association__in=todays))
    policies = Policies.of(credentials)
    later: dict[date, list[int]] = defaultdict(list)
    between = Q()
    for credential in credentials:
        windows = policies.windows(credential) or {Cycle().window_days}
        day = todays[credential.association_id]
        first, last = (day + timedelta(days=days) for days in (min(windows), max(windows)))
        later[last].append(credential.pk)
        if first < last:
            between |= Q(credential=credential.pk, renewal_due__gt=first, renewal_due__lte=last)
    for last, those in later.items():
        yield Q(credential__in=those, due__gt=last)
    if between:
        yield between & _singly(endorsements.filter(between, state__in=RENEWABLE), todays)


def _singly(rows: QuerySet[Endorsement], todays: Mapping[int, date]) -> Q:
    """Those of these that are early, by their keys; or all but those that are not, where these are fewer."""
    early: list[int] = []
    is_open: list[int] = []
    keys = sorted(rows.order_by().values_list("pk", flat=True))
    for first in range(0, len(keys), BATCH):
        batch = Endorsement.objects.filter(pk__in=keys[first : first + BATCH]).select_related(
            "credential", "association"
        )
        for pk, period in periods_of(batch).items():
            phase = period.phase(todays[period.endorsement.association_id])
            (early if phase is Phase.EARLY else is_open).append(pk)
    return Q(pk__in=early) if len(early) <= len(is_open) else ~Q(pk__in=is_open)


def held_by_a_coordinator(todays: Mapping[int, date]) -> Q:
    """What the clock leaves alone today, by itself or with all of its association. One query."""
    held = Q(association__in=[*holds_on(todays)])
    for day, those in _by_day(todays).items():
        held |= Q(association__in=those, clock_held_until__gte=day)
    return held


def quiet() -> Q:
    """Who has had no reminder for so long that nobody need ask."""
    return Q(reminded_at=None) | Q(reminded_at__lt=Now() - timedelta(days=REMINDED_DAYS))


@dataclass
class Group:
    """What is due on one day, or in one month, of one credential: how many stand where."""

    credential: str
    due: date
    of_month: bool
    counts: dict[Stand, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """How many are renewed."""
        return self.counts.get(Stand.DONE, 0)


def groups_of(rows: QuerySet[Any]) -> list[Group]:
    """By credential and due day, in order; by month once there are many days. One query."""
    counted = rows.order_by().values_list("credential__code", "due", "stand").annotate(count=Count("pk"))
    every = list(counted)
    of_month = len({(code, due) for code, due, _, _ in every}) > MOST_BARS
    groups: dict[tuple[str, date], Group] = {}
    for code, due, stand, count in every:
        day = due.replace(day=1) if of_month else due
        group = groups.setdefault((code, day), Group(code, day, of_month))
        group.counts[Stand(stand)] = group.counts.get(Stand(stand), 0) + count
    return [groups[key] for key in sorted(groups, key=lambda one: (one[1], one[0]))]


def totals_of(groups: Iterable[Group]) -> Mapping[Stand, int]:
    """How many stand where, in all."""
    totals: dict[Stand, int] = {}
    for group in groups:
        for stand, count in group.counts.items():
            totals[stand] = totals.get(stand, 0) + count
    return totals


def seasons_of(endorsements: QuerySet[Endorsement], today: date) -> list[Season]:
    """The one around today, then each year and month in which any of them is due, or was. Two queries."""
    due = endorsements.order_by().annotate(month=TruncMonth("renewal_due")).values_list("month", flat=True)
    was = Renewal.objects.filter(endorsement__in=endorsements).order_by()
    past = was.annotate(month=TruncMonth("due")).values_list("month", flat=True)
    months = sorted({*due.distinct(), *past.distinct()})
    years = sorted({one.year for one in months})
    listed = (
        one
        for number in years
        for one in [year(number), *(month(day.year, day.month) for day in months if day.year == number)]
    )
    return [present(today), *listed]
