"""Days as people type them into spreadsheets. Pure."""

import re
from datetime import date

from endorsement_plugin.rules.days import SHORT_MONTHS, day_or_none, year_in_full
from review_queue.typed.folding import folded
from review_queue.typed.numbers import plainly

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
SHORT = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: \d{1,2}:\d\d.*)?")
WORDED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)|([a-z]+) (\d{1,2})(?:st|nd|rd|th)?) (\d{4})")
LONG_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class NotADay(ValueError):
    """Nothing that is a day was typed."""


class Unclear(NotADay):
    """A day that can be read in two ways; whoever uploaded it is asked which."""


def read_day(text: str, order: str) -> date:
    """The day that is meant. `order` is "mdy" or "dmy" for 03/04/2024; empty: not said yet.

    As long as no order is said, 31/03/2024 is read, too: only one reading is a day. Raises NotADay, Unclear.
    """
    plain = plainly(text)
    if found := ISO.fullmatch(plain):
        return _day(*map(int, found.groups()))
    if found := SHORT.fullmatch(plain):
        first, second, year = found.groups()
        return _short(first, second, year, order)
    if found := WORDED.fullmatch(folded(plain)):
        day, month, month_first, day_last, in_full = found.groups()
        return _day(int(in_full), _month(month or month_first), int(day or day_last))
    raise NotADay(text)


def is_unclear(text: str) -> bool:
    """Whether it can be read in two ways, as two days."""
    try:
        read_day(text, "")
    except Unclear:
        return True
    except NotADay:
        return False
    return False


def _short(first: str, second: str, year: str, order: str) -> date:
    one, other, in_full = int(first), int(second), year_in_full(year)
    ways = {"mdy": (in_full, one, other), "dmy": (in_full, other, one)}
    days = {name: day for name, way in ways.items() if (day := day_or_none(*way))}
    if order in days:
        return days[order]
    if order or not days:
        raise NotADay(f"{first}/{second}/{year}")
    if len(set(days.values())) > 1:
        raise Unclear(f"{first}/{second}/{year}")
    return next(iter(days.values()))


def _month(word: str) -> int:
    for months in (SHORT_MONTHS, LONG_MONTHS):
        if word in months:
            return months.index(word) + 1
    if word == "sept":
        return 9
    raise NotADay(word)


def _day(year: int, month: int, day: int) -> date:
    found = day_or_none(year, month, day)
    if found is None:
        raise NotADay(f"{year}-{month}-{day}")
    return found
