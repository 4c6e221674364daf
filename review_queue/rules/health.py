"""When an operator should look, and when to act. The limits are conventions of this house: a clock pass takes
seconds, a duty at most an hour, and reviewers answer within days."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


class Level(StrEnum):
    GOOD = "good"
    LOOK = "look"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Limits:
    """How old something may get before one should look, and before one should act."""

    look: timedelta
    act: timedelta


WORK = Limits(timedelta(minutes=2), timedelta(minutes=15))
MAIL = Limits(timedelta(minutes=15), timedelta(hours=2))
SEALS = Limits(timedelta(minutes=10), timedelta(hours=1))
PLACES = Limits(timedelta(days=3), timedelta(days=14))


def of_age(age: timedelta | None, limits: Limits) -> Level:
    """Nothing there, or younger than both limits, is good."""
    if age is None or age < limits.look:
        return Level.GOOD
    return Level.LOOK if age < limits.act else Level.ACT


def in_words(age: timedelta) -> str:
    """The two digits that matter: "4 seconds", "12 minutes", "30 hours", "3 days". Less than nothing is 0."""
    seconds = max(0, int(age.total_seconds()))
    fits = (one for one in _UNITS if seconds >= 2 * one[0] or seconds == one[0])
    size, unit = next(fits, _UNITS[-1])
    count = seconds // size
    return f"{count} {unit}{'' if count == 1 else 's'}"
