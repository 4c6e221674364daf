"""The day of somebody's birth, in the ways it is written: whole, its month and year, its month and day."""

import datetime
import re
from collections.abc import Iterator

from review_queue.anonymization.spans import Label, Reason

from .index import Certainty, Index, Known

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_ONES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
ORDINALS = (
    *_ONES, *_TEENS.split(), "twentieth", *(f"twenty{one}" for one in _ONES), "thirtieth", "thirtyfirst",
)  # fmt: skip
_NUMBERS = re.compile(r"\d+")
_LETTERS = re.compile(r"[a-z]+")


def add_birth_date(index: Index, value: str) -> None:
    """Masked with its day or its month; the year alone is shown. Nothing for what cannot be read."""
    born = read_date(value)
    if born is None:
        return
    entity = f"{Label.DATE}:{born.isoformat()}"
    for key, words in _written(born):
        index.add(key, Known(Label.DATE, entity, Certainty.SURE, words, Reason.PART_OF_DATE))
    year = Known(Label.DATE, entity, Certainty.WORD, 1, Reason.PART_OF_DATE)
    index.add(str(born.year), year)


def read_date(value: str) -> datetime.date | None:
    """A date as ISO 8601 or a person in the United States writes it, the month first if in numbers."""
    named = [place for word in _LETTERS.findall(value.lower()) if (place := _month(word))]
    try:
        numbers = [int(one) for one in _NUMBERS.findall(value)]
        if len(numbers) == 3 and numbers[0] > 31:
            return datetime.date(*numbers)
        if len(numbers) == 3:
            return datetime.date(numbers[2], numbers[0], numbers[1])
        if len(numbers) == 2 and named:
            day, year = sorted(numbers)
            return datetime.date(year, named[0], day)
    except (ValueError, OverflowError):
        pass
    return None


def _month(word: str) -> int:
    return next((place for place, name in enumerate(MONTHS, 1) if len(word) > 2 and name.startswith(word)), 0)


def _written(born: datetime.date) -> Iterator[tuple[str, int]]:
    name = MONTHS[born.month - 1]
    names = {name, name[:3], *({"sept"} if born.month == 9 else ())}
    years = (str(born.year), f"{born.year % 100:02}")
    for month in names:
        for day in _days(born.day):
            yield from ((f"{month}{day}", 2), (f"{month}the{day}", 3))
            yield from ((f"{day}{month}", 2), (f"{day}of{month}", 3), (f"{day}dayof{month}", 4))
            for year in years:
                yield from ((f"{month}{day}{year}", 3), (f"{month}the{day}{year}", 4))
                yield from ((f"{day}{month}{year}", 3), (f"{day}of{month}{year}", 4))
        for joined in ("", "of"):
            yield f"{month}{joined}{born.year}", 2 + bool(joined)
        yield f"{month}{years[1]}", 2
    yield from _in_numbers(born, years)


def _days(day: int) -> tuple[str, ...]:
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return str(day), f"{day:02}", f"{day}{ending}", ORDINALS[day - 1]


def _in_numbers(born: datetime.date, years: tuple[str, str]) -> Iterator[tuple[str, int]]:
    for month in {str(born.month), f"{born.month:02}"}:
        for day in {str(born.day), f"{born.day:02}"}:
            for year in years:
                yield from (
                    (f"{month}{day}{year}", 3),
                    (f"{day}{month}{year}", 3),
                    (f"{year}{month}{day}", 3),
                )
        yield from ((f"{month}{born.year}", 2), (f"{born.year}{month}", 2))
