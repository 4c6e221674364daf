"""What the clock does about an endorsement, and when. Pure: it goes by days and the policy alone.

`next_step` gives one step with the day it is for. Whoever carries it out tells what it changed by `after`, so
the clock and its preview of the coming days read the same rule. A clock that stood still does each step once:
of several reminders the last, and what is not renewed lapses a week after a letter at the earliest.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from endorsement_plugin.rules.renewals import WARNING_DAYS, Cycle
from endorsement_plugin.rules.states import EndorsementState

LEAVE_NOTICE_DAYS = 30
"""Whoever is on leave hears so many days before it ends."""

NOTICE = timedelta(days=WARNING_DAYS)
DAY = timedelta(days=1)


class StepKind(StrEnum):
    """What is done; the later ones of a day first where several are due."""

    REMOVE = "remove"
    LAPSE = "lapse"
    END_LEAVE = "end_leave"
    END_PROVISIONAL = "end_provisional"
    WARN = "warn"
    REMIND_OF_LEAVE = "remind_of_leave"
    REMIND = "remind"

    @property
    def label(self) -> str:
        """What happens, for a list of what is coming."""
        return LABELS[self]

    @property
    def is_letter(self) -> bool:
        """Whether it only writes to the holder."""
        return self in LETTERS


LABELS = {
    StepKind.REMOVE: "Its name is removed from the registry",
    StepKind.LAPSE: "It lapses: not renewed",
    StepKind.END_LEAVE: "Its leave ends, and it lapses",
    StepKind.END_PROVISIONAL: "It ends: what was to follow is missing",
    StepKind.WARN: "Its holder is warned that it lapses in a week",
    StepKind.REMIND_OF_LEAVE: "Its holder is reminded that the leave ends",
    StepKind.REMIND: "Its holder is reminded to renew",
}
LETTERS = frozenset({StepKind.WARN, StepKind.REMIND_OF_LEAVE, StepKind.REMIND})
_ORDER = list(StepKind)


@dataclass(frozen=True)
class Step:
    """One thing to do, and the day it is for: a day that is past was missed."""

    kind: StepKind
    day: date


@dataclass(frozen=True)
class Holding:
    """What the clock knows of one endorsement.

    `since`: the first day in its state. `reason`: why it is inactive. `leave_until`: the last day of a leave.
    `waits`: its holder has sent in a renewal, or asked to come back, and nobody has decided yet.
    `held_until`: the last day on which only reminders leave, `still_until` the last on which nothing happens.
    `eased_on`: when a coordinator last took a step of the clock back, or sent the renewal back to its holder.
    `reminded_on`, `warned_on` and `told_of_leave_on`: when each of these letters was last written.
    """

    state: EndorsementState
    due: date
    since: date
    reason: str = ""
    leave_until: date | None = None
    provisional_until: date | None = None
    waits: bool = False
    held_until: date | None = None
    still_until: date | None = None
    eased_on: date | None = None
    reminded_on: date | None = None
    warned_on: date | None = None
    told_of_leave_on: date | None = None

    @property
    def free_from(self) -> date:
        """The first day on which something may be taken from its holder: a week after it was eased."""
        held = max(until or date.min for until in (self.held_until, self.still_until)) + DAY
        return max(held, self.eased_on + NOTICE) if self.eased_on else held

    @property
    def speaks_from(self) -> date:
        """The first day on which its holder may be written to."""
        return (self.still_until or date.min) + DAY


@dataclass(frozen=True)
class Terms:
    """What a policy says that the clock goes by."""

    cycle: Cycle
    ends_provisional: bool = False


def next_step(holding: Holding, terms: Terms, today: date) -> Step | None:
    """The first step that there is, on this day or later; its day is before this one if it was missed."""
    steps = sorted(_steps(holding, terms, today), key=lambda step: (max(step.day, today), _order(step)))
    return steps[0] if steps else None


def due_step(holding: Holding, terms: Terms, today: date) -> Step | None:
    """The step that is to be done by the end of this day, or None."""
    step = next_step(holding, terms, today)
    return step if step and step.day <= today else None


def after(holding: Holding, step: Step, today: date) -> Holding:
    """The same once this step was done on a day."""
    match step.kind:
        case StepKind.REMIND:
            return replace(holding, reminded_on=today)
        case StepKind.WARN:
            return replace(holding, warned_on=today)
        case StepKind.REMIND_OF_LEAVE:
            return replace(holding, told_of_leave_on=today)
        case StepKind.REMOVE:
            return replace(holding, state=EndorsementState.REMOVED, reason="", since=step.day)
        case _:
            lapsed = replace(holding, state=EndorsementState.INACTIVE, reason="lapsed")
            return replace(lapsed, since=step.day, leave_until=None)


def coming(holding: Holding, terms: Terms, today: date, days: int) -> Iterator[tuple[date, Step]]:
    """Every step in so many days from this one on, if nobody does anything, with the day it is done."""
    last, day = today + timedelta(days=days), today
    while step := next_step(holding, terms, day):
        day = max(step.day, day)
        if day > last:
            return
        yield day, step
        holding = after(holding, step, day)


def _order(step: Step) -> int:
    return _ORDER.index(step.kind)


def _steps(holding: Holding, terms: Terms, today: date) -> Iterator[Step]:
    if holding.waits:
        return
    if holding.state in {EndorsementState.ACTIVE, EndorsementState.PROVISIONAL}:
        yield from _of_renewal(holding, terms.cycle, today)
    if holding.state is EndorsementState.PROVISIONAL and terms.ends_provisional:
        yield from _of_provisional(holding)
    if holding.state is EndorsementState.INACTIVE and holding.reason == "requested":
        yield from _of_leave(holding, today)
    if holding.state is EndorsementState.INACTIVE and holding.reason == "lapsed":
        yield from _of_removal(holding, terms.cycle)


def _of_renewal(holding: Holding, cycle: Cycle, today: date) -> Iterator[Step]:
    warns, lapses = _warning_and_lapse(holding, cycle, today)
    yield Step(StepKind.LAPSE, lapses) if _is_told(holding.warned_on, warns) else Step(StepKind.WARN, warns)
    for day in _reminders(holding, cycle, today):
        yield Step(StepKind.REMIND, day)


def _warning_and_lapse(holding: Holding, cycle: Cycle, today: date) -> tuple[date, date]:
    """The policy's days; later where a hold covered the warning, where it came late, or where its holder came
    back since.
    """
    warns = max(cycle.warns_on(holding.due), holding.free_from, holding.since)
    told = holding.warned_on if _is_told(holding.warned_on, warns) else max(warns, today)
    assert told is not None
    return warns, max(cycle.lapses_on(holding.due), told + NOTICE, holding.free_from)


def _reminders(holding: Holding, cycle: Cycle, today: date) -> Iterator[date]:
    """The last one that has come, if none was written since, and the next one.

    One that was missed is not made up for once the warning is due, or the day of renewal has passed.
    """
    days = [max(day, holding.speaks_from) for day in cycle.reminders(holding.due)]
    come = [day for day in days if holding.since <= day <= today]
    last = min(holding.due + DAY, cycle.warns_on(holding.due))
    is_late = bool(come) and come[-1] < today and today >= last
    if come and not is_late and not _is_told(holding.reminded_on, come[-1]):
        yield come[-1]
    yield from [day for day in days if day > today][:1]


def _of_provisional(holding: Holding) -> Iterator[Step]:
    if holding.provisional_until is not None:
        yield Step(StepKind.END_PROVISIONAL, max(holding.provisional_until + DAY, holding.free_from))


def _of_leave(holding: Holding, today: date) -> Iterator[Step]:
    until = holding.leave_until
    if until is None:
        return
    tells = max(until - timedelta(days=LEAVE_NOTICE_DAYS), holding.since, holding.speaks_from)
    told = holding.told_of_leave_on
    if not _is_told(told, tells):
        yield Step(StepKind.REMIND_OF_LEAVE, tells)
        return
    assert told is not None
    yield Step(StepKind.END_LEAVE, max(until + DAY, told + NOTICE, holding.free_from))


def _of_removal(holding: Holding, cycle: Cycle) -> Iterator[Step]:
    if cycle.removal_days is not None:
        since = max(holding.since, holding.eased_on or date.min)
        removed = since + timedelta(days=cycle.removal_days)
        yield Step(StepKind.REMOVE, max(removed, holding.free_from))


def _is_told(told: date | None, since: date) -> bool:
    return told is not None and told >= since
