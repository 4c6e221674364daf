"""What every reader of typed days goes by, whether they come in a file or are pasted."""

from datetime import date

SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LATEST_SHORT_YEAR = 69
"""A year of two digits up to this is of this century: the field was not there in 1969."""


def year_in_full(text: str) -> int:
    """The year that is meant by two or four digits."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year <= LATEST_SHORT_YEAR else 1900)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, if there is one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
