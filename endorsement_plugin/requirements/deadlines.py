"""The dates an association promises. Pure: days in, days out."""

from calendar import monthrange
from datetime import date


def respond_by(submitted: date, months: int = 1) -> date:
    """The day by which an applicant hears back: January 31 for one month gives February 28."""
    return _month_end(submitted, months)


def exam_from(submitted: date, months: int = 3) -> date:
    """The first day an exam may be sat: a submission in January with three months gives April 30."""
    return _month_end(submitted, months)


def renewal_due(granted_on: date, years: int = 1) -> date:
    """The day by which an endorsement is renewed. One granted on February 29 is due on a February 28."""
    year = granted_on.year + years
    return granted_on.replace(year=year, day=min(granted_on.day, monthrange(year, granted_on.month)[1]))


def retake_from(sat: date, months: int) -> date:
    """The first day an exam not passed may be sat again: August 31 and six months give February 28."""
    year, month = _months_after(sat, months)
    return date(year, month, min(sat.day, monthrange(year, month)[1]))


def _month_end(day: date, months: int) -> date:
    year, month = _months_after(day, months)
    return date(year, month, monthrange(year, month)[1])


def _months_after(day: date, months: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1
