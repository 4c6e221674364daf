"""What publishing some demands from a day comes to. No query, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from django.utils.formats import date_format

from endorsement_plugin.models import RequirementSet
from endorsement_plugin.requirements.sets import dated
from endorsement_plugin.requirements.sets.changes import Stored, demand_the_same, keeping_keys, same


class Step(Enum):
    """What has to be done."""

    NOTHING = auto()
    """It is published already."""
    CORRECT = auto()
    """The same demands in other words: the set keeps its day and its applications."""
    PUBLISH = auto()
    """A set of its own, from the day on."""
    MOVE = auto()
    """What is planned, planned for another day."""
    REFUSE = auto()
    """An editor has to say more; `fault` is why."""


@dataclass(frozen=True)
class Placed:
    """What to do, and with which set."""

    step: Step
    about: RequirementSet | None = None
    fault: str = ""
    propose: date | None = None
    """A day that would do, where the one given does not."""


ASKS = (
    "What is demanded is not what has been in force since {since}. From when is it? Today is filled in now: "
    "publish again, or choose a later day. Applications begun before that day keep what they began under."
)
PAST = (
    "This day is past, and applications begun since then are held to something else. "
    "Today is filled in now: publish again, or choose a later day."
)
NOT_BEFORE = (
    "Other requirements are planned from {last}, and a change cannot come before them. Choose that day or a "
    "later one, or cancel what is planned on the page “Requirements over time”. To put words right that are "
    "in force now, correct their wording there; what is planned stays as it is."
)
NO_CHANGE = (
    "Nothing would change on this day: the same is demanded since {since}. Change a requirement, or leave "
    "the day as it was."
)


def with_known_keys(clauses: Stored, sets: Sequence[RequirementSet], day: date) -> list[dict[str, Any]]:
    """The clauses as they are published for that day: a part that was only renamed keeps its key."""
    near = dated.in_force(sets, day) or next(iter(dated.line(sets)), None)
    return keeping_keys(clauses, near.clauses if near else [])


def placing(
    sets: Sequence[RequirementSet], clauses: Stored, day: date, today: date, held: date | None = None
) -> Placed:
    """Where these demands belong, among the sets that stand.

    `held` is the day of the set that the page was published with: to plan the same for another day moves it.
    """
    line = dated.line(sets)
    here = next((one for one in line if one.effective_from == day), None)
    if here is not None:
        return _on_the_day_of(here, line, clauses, today)
    if not line:
        return Placed(Step.PUBLISH)
    planned = next((one for one in line if one.effective_from == held and one.effective_from > today), None)
    moves = planned is not None and demand_the_same(planned.clauses, clauses)
    others = [one for one in line if not (moves and one is planned)]
    if fault := _too_early(others, day, today):
        return fault
    before = dated.in_force(others, day)
    if before is not None and demand_the_same(before.clauses, clauses):
        return Placed(Step.REFUSE, before, NO_CHANGE.format(since=_said(before.effective_from)))
    return Placed(Step.MOVE, planned) if moves else Placed(Step.PUBLISH)


def _on_the_day_of(
    here: RequirementSet, line: Sequence[RequirementSet], clauses: Stored, today: date
) -> Placed:
    if same(here.clauses, clauses):
        return Placed(Step.NOTHING, here)
    if demand_the_same(here.clauses, clauses):
        return Placed(Step.CORRECT, here)
    if here.effective_from > today or (here.effective_from == today and here is line[-1]):
        return Placed(Step.PUBLISH, here)
    return _ask(line, today, ASKS.format(since=_said(here.effective_from)))


def _too_early(line: Sequence[RequirementSet], day: date, today: date) -> Placed | None:
    if not line or day >= max(today, line[-1].effective_from):
        return None
    return _ask(line, today, PAST) if day < today else _not_before(line[-1])


def _ask(line: Sequence[RequirementSet], today: date, fault: str) -> Placed:
    """Today is proposed, unless something is planned for after it."""
    last = line[-1]
    return _not_before(last) if last.effective_from > today else Placed(Step.REFUSE, None, fault, today)


def _not_before(last: RequirementSet) -> Placed:
    day = last.effective_from
    return Placed(Step.REFUSE, last, NOT_BEFORE.format(last=_said(day)))


def _said(day: date) -> str:
    return date_format(day, "j F Y")
