"""Which endorsements can have a step of the clock by a day, as their own dates say. Pure.

The steps (`steps.py`) ask many things that are read for each. These dates are columns of the
endorsement: what lies beyond the cutoffs has no step, whatever else is so, and need not be read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from endorsement_plugin.rules.renewals import WARNING_DAYS, Cycle
from endorsement_plugin.rules.states import EndorsementState

from .steps import LEAVE_NOTICE_DAYS, Holding

RENEWED = (EndorsementState.ACTIVE, EndorsementState.PROVISIONAL)
"""States in which an endorsement is reminded of, warned of, and lapses."""


@dataclass(frozen=True)
class Cutoffs:
    """The latest dates with which something can be due; each day included.

    `due`: the day of renewal of what is active. `provisional_until` and `leave_until`: the last days of
    these. `lapsed_since`: since when it has lapsed; None where no policy removes anything.
    """

    due: date
    provisional_until: date
    leave_until: date
    lapsed_since: date | None

    def has(self, holding: Holding) -> bool:
        """Whether one endorsement is within them: the same that the query asks."""
        match holding.state, holding.reason:
            case EndorsementState.ACTIVE, _:
                return holding.due <= self.due
            case EndorsementState.PROVISIONAL, _:
                ends = holding.provisional_until or date.max
                return holding.due <= self.due or ends <= self.provisional_until
            case EndorsementState.INACTIVE, "requested":
                return (holding.leave_until or date.max) <= self.leave_until
            case EndorsementState.INACTIVE, "lapsed":
                return self.lapsed_since is not None and holding.since <= self.lapsed_since
            case _:
                return False


def cutoffs_of(cycles: Iterable[Cycle], last: date) -> Cutoffs:
    """What can have a step by the end of this day under any of these policies."""
    each = list(cycles)
    removals = [cycle.removal_days for cycle in each if cycle.removal_days is not None]
    return Cutoffs(
        due=last + timedelta(days=max(map(_lead, each), default=0)),
        provisional_until=last - timedelta(days=1),
        leave_until=last + timedelta(days=LEAVE_NOTICE_DAYS),
        lapsed_since=last - timedelta(days=min(removals)) if removals else None,
    )


def _lead(cycle: Cycle) -> int:
    """So many days before it is due the first reminder leaves, or the warning; negative: after it."""
    return max([WARNING_DAYS - 1 - cycle.grace_days, *cycle.reminder_days])
