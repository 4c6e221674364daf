"""The dates an association promises. Pure: days in, days out."""

from calendar import monthrange
from datetime import date

from .counting import months_after


def respond_by(submitted: date, months: int = 1) -> date:
    """The day by which an applicant hears back: January 31 for one month gives February 28."""
    return _month_end(submitted, months)


def exam_from(submitted: date, months: int = 3) -> date:
    """The first day an exam may be sat: a submission in January with three months gives April 30."""
    return _month_end(submitted, months)


def renewal_due(granted_on: date, years: int = 1) -> date:
    """The day by which an endorsement is renewed. One granted on February 29 is due on a February 28."""
    return months_after(granted_on, 12 * years)


def provisional_until(granted_on: date, months: int) -> date:
    """The last day of an endorsement that is granted provisionally for so many months."""
    return months_after(granted_on, months)


def retake_from(sat: date, months: int) -> date:
    """The first day an exam not passed may be sat again: August 31 and six months give February 28."""
    return months_after(sat, months)


def approval_until(approved: date, months: int) -> date:
    """The last day on which an exam may be begun: approved on August 31 for six months, February 28."""
    return months_after(approved, months)


def _month_end(day: date, months: int) -> date:
    later = months_after(day, months)
    return later.replace(day=monthrange(later.year, later.month)[1])
