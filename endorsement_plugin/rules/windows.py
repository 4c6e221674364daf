"""When applications are taken up: what an association's calendar says, and the next dates. Pure."""

from calendar import MONDAY, day_name, month_name, monthrange
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import MAXYEAR, date
from itertools import islice
from typing import Any

from endorsement_plugin.requirements.counting import months_after
from endorsement_plugin.requirements.wording import either

YEAR = tuple(range(1, 13))
MONTHS = [(number, month_name[number]) for number in YEAR]
WEEKDAYS = [(number, day_name[number]) for number in range(MONDAY, MONDAY + 7)]
AHEAD = 48
"""Months that are looked through: a calendar of its own dates has one within a year."""


@dataclass(frozen=True)
class Always:
    """Open all year."""

    @property
    def sentence(self) -> str:
        return "You can submit on any day of the year."

    def days_in(self, year: int, month: int) -> Sequence[date]:
        """None that would matter."""
        return ()


@dataclass(frozen=True)
class Monthly:
    """By one day of each month, or of these months. A day that a month does not have is its last."""

    day: int
    months: tuple[int, ...] = YEAR

    @property
    def sentence(self) -> str:
        longest = max(monthrange(2000, month)[1] for month in self.months or YEAR)
        which = "last day" if self.day > min(30, longest) else ordinal(self.day)
        return f"Submit by the {which} of {_of(self.months)}."

    def days_in(self, year: int, month: int) -> Sequence[date]:
        return [_clipped(year, month, self.day)] if month in self.months else []


@dataclass(frozen=True)
class FirstWeekday:
    """By the first of one weekday (Monday is 0) of each month, or of these months."""

    weekday: int
    months: tuple[int, ...] = YEAR

    @property
    def sentence(self) -> str:
        return f"Submit by the first {day_name[self.weekday]} of {_of(self.months)}."

    def days_in(self, year: int, month: int) -> Sequence[date]:
        if month not in self.months:
            return []
        return [date(year, month, 1 + (self.weekday - date(year, month, 1).weekday()) % 7)]


@dataclass(frozen=True)
class Fixed:
    """By the same days every year, as (month, day): quarterly, or as they are."""

    days: tuple[tuple[int, int], ...]

    @property
    def sentence(self) -> str:
        named = [f"{day} {month_name[month]}" for month, day in sorted(set(self.days))]
        return f"Submit by {either(named) or 'certain days'} of each year."

    def days_in(self, year: int, month: int) -> Sequence[date]:
        return sorted({_clipped(year, one, day) for one, day in self.days if one == month})


@dataclass(frozen=True)
class Cohort:
    """Together with others, from one of these days on, with so many months to finish."""

    starts: tuple[date, ...]
    months: int

    @property
    def sentence(self) -> str:
        length = f"{self.months} month{'' if self.months == 1 else 's'}"
        return f"You apply together with others. A group has {length} from its start to submit."

    def days_in(self, year: int, month: int) -> Sequence[date]:
        return sorted({day for day in self.starts if (day.year, day.month) == (year, month)})

    def ends(self, start: date) -> date | None:
        """The last day to submit for whoever begins then; None where the calendar ends."""
        if start.year * 12 + start.month - 1 + self.months >= (MAXYEAR + 1) * 12:
            return None
        return months_after(start, self.months)


Window = Always | Monthly | FirstWeekday | Fixed | Cohort
KINDS: Mapping[str, type[Window]] = {
    "always": Always,
    "monthly": Monthly,
    "first_weekday": FirstWeekday,
    "fixed": Fixed,
    "cohort": Cohort,
}
"""As they are stored, and as editors' blocks are called."""


def faults(window: Window) -> Iterator[tuple[str, str]]:
    """What would give no day, or an impossible one: the part that is wrong, and why, in a sentence."""
    match window:
        case Monthly() if not 1 <= window.day <= 31:
            yield "day", "Enter a day from 1 to 31."
        case Fixed() if not window.days:
            yield "days", "Name at least one day."
        case Fixed() if any(not exists(month, day) for month, day in window.days):
            yield "days", "There is no such day in the month that you chose."
        case Cohort() if not 1 <= window.months <= 60:
            yield "months", "Enter from 1 to 60 months."


def dump(window: Window | None) -> dict[str, Any]:
    """As it is stored; empty for none."""
    if window is None:
        return {}
    kind = next(name for name, one in KINDS.items() if isinstance(window, one))
    return {"kind": kind, **{name: _plain(value) for name, value in asdict(window).items()}}


def read(stored: Mapping[str, Any]) -> Window | None:
    """What was stored; None for nothing, and for what cannot be read."""
    with suppress(KeyError, TypeError, ValueError):
        values = {name: value for name, value in stored.items() if name != "kind"}
        match stored.get("kind"):
            case "fixed":
                return Fixed(tuple((int(month), int(day)) for month, day in values["days"]))
            case "cohort":
                starts = tuple(date.fromisoformat(one) for one in values["starts"])
                return Cohort(starts, int(values["months"]))
            case str(kind) if kind in KINDS:
                return KINDS[kind](**{name: _tuple(value) for name, value in values.items()})
    return None


def said(stored: Mapping[str, Any]) -> str:
    """What is stored in words, for the history of who changed it."""
    window = read(stored)
    if isinstance(window, Cohort) and window.starts:
        starts = either([f"{day.day} {month_name[day.month]} {day.year}" for day in sorted(window.starts)])
        return f"{window.sentence} Groups start on {starts}."
    return window.sentence if window else "Not said."


def upcoming(window: Window, today: date, count: int = 3) -> tuple[date, ...]:
    """The next days, today included: at most so many, earliest first."""
    if isinstance(window, Cohort):
        return tuple(sorted({day for day in window.starts if day >= today})[:count])
    return tuple(islice(_from(window, today), count))


def exists(month: int, day: int) -> bool:
    """Whether there is such a day, in a leap year at least."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def _from(window: Window, today: date) -> Iterator[date]:
    for ahead in range(AHEAD):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        if year <= MAXYEAR:
            yield from (day for day in window.days_in(year, month + 1) if day >= today)


def _clipped(year: int, month: int, day: int) -> date:
    return date(year, month, min(max(day, 1), monthrange(year, month)[1]))


def _of(months: Sequence[int]) -> str:
    """Each month; each month from January to October; January, April or July."""
    chosen = sorted(set(months)) or list(YEAR)
    if len(chosen) == len(YEAR):
        return "each month"
    first, last = chosen[0], chosen[-1]
    if last - first == len(chosen) - 1 and len(chosen) > 2:
        return f"each month from {month_name[first]} to {month_name[last]}"
    return either([month_name[month] for month in chosen])


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
