"""What one person renews on one page: all that is due on the same day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from endorsement_plugin.models import Endorsement
from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.renewals.rules import ACTIVITIES, RENEWABLE, Phase
from endorsement_plugin.requirements.accounts import Use

from .periods import Period, Statement, periods_of
from .progress import Apart, Counted, Progress, apart_of, progress_of_all


@dataclass(frozen=True)
class Logged:
    """An entry of the portfolio on the page: what it counts for, and for which endorsement."""

    row: AbstractEvidence
    inside: Counted
    uses: Sequence[tuple[Endorsement, Use]]
    is_apart: bool
    counted_for: int

    @property
    def counts(self) -> bool:
        """Whether it counts anywhere."""
        return bool(self.uses)

    @property
    def why_not(self) -> str:
        """Why it counts for nothing, as far as there is a reason."""
        return self.inside.account.why_not if self.inside.account else ""


@dataclass(frozen=True)
class DuePeriods:
    """Periods of one person that end on the same day, the one that was asked for first."""

    each: Sequence[Progress]
    today: date
    apart: Apart

    @property
    def first(self) -> Progress:
        """The one that was asked for."""
        return self.each[0]

    @property
    def period(self) -> Period:
        """Its period."""
        return self.first.period

    @cached_property
    def ready(self) -> list[Progress]:
        """Those of which nothing is missing but the signatures."""
        return [one for one in self.each if one.is_complete and one.period.may_be_submitted]

    @property
    def can_be_sent(self) -> bool:
        """Whether this is the time for it, and there is one to renew."""
        return self.is_time and bool(self.ready)

    @property
    def is_time(self) -> bool:
        """Whether it can be renewed on this day."""
        return self.period.policy is not None and self.period.phase(self.today) in {Phase.OPEN, Phase.LATE}

    @cached_property
    def shares(self) -> bool:
        """Whether one activity may count for each of them."""
        strict = [one for one in self.each if one.period.policy and not one.period.policy.shares_hours]
        return not strict or len(self.each) == 1

    @cached_property
    def entries(self) -> list[Logged]:
        """What was logged in these periods, the newest first, each once."""
        inside: dict[object, Counted] = {}
        uses: dict[object, list[tuple[Endorsement, Use]]] = {}
        for progress in self.each:
            for counted in progress.entries:
                inside.setdefault(counted.row.pk, counted)
                found = counted.account.counting if counted.account else ()
                held = progress.period.endorsement
                uses.setdefault(counted.row.pk, []).extend((held, use) for use in found)
        rows = sorted(inside.values(), key=_newest_first, reverse=True)
        return [self._logged(one, uses[one.row.pk]) for one in rows]

    def _logged(self, counted: Counted, uses: Sequence[tuple[Endorsement, Use]]) -> Logged:
        row = counted.row
        is_apart = not self.shares and row.kind in ACTIVITIES
        whose = self.apart.of(self.period, row.pk) if is_apart else self.period.endorsement.pk
        return Logged(row, counted, uses, is_apart, whose)


def _newest_first(counted: Counted) -> str:
    return str(counted.row.ended_on or counted.row.started_on or "")


def statements_of(progress: Sequence[Progress]) -> list[Statement]:
    """What is signed for these, each once, in order."""
    return list({one.digest: one for each in progress for one in each.period.statements}.values())


def due_periods_of(endorsement: Endorsement, today: date) -> DuePeriods:
    """What is renewed with this one: what its holder has of the same association that is due the same day."""
    others = Endorsement.objects.filter(
        person=endorsement.person_id,
        association=endorsement.association_id,
        renewal_due=endorsement.renewal_due,
        state__in=RENEWABLE,
    ).exclude(pk=endorsement.pk)
    rows = [endorsement, *others.select_related("credential", "association").order_by("granted_on", "pk")]
    periods = list(periods_of(rows).values())
    strict = any(one.policy and not one.policy.shares_hours for one in periods)
    whose = ({endorsement.person_id}, {endorsement.association_id})
    apart = apart_of(*whose) if strict and len(rows) > 1 else Apart({}, {}, {})
    return DuePeriods(progress_of_all(periods, today), today, apart)
