"""When a run asks before it begins: after too many days, or for far more than anybody has confirmed.

What goes cannot be brought back, and what goes is asked of the clock: a server that wakes up years ahead
would else take everything in its first hour.
"""

from datetime import date

MOST_DAYS = 31
"""Between one run and the next. A system that was down for longer asks once more, too."""
TIMES, BESIDE = 2, 100
"""A run takes no more than so many times what was confirmed, and so many rows beside that."""


def asks_again(day: date, last: date | None, goes: int, confirmed: int) -> str:
    """Why a run of this day is not to begin before its numbers are confirmed; empty if it may.

    `last` is the day of the run before it, or of the confirmation if that was later; `goes` how many rows it
    would remove, `confirmed` how many were to go when somebody last looked.
    """
    if last is not None and (days := (day - last).days) > MOST_DAYS:
        return (
            f"The run of {day.day} {day:%B %Y} would have come {days:,} days after what was before it, on "
            f"{last.day} {last:%B %Y}. Is the clock of the server right?"
        )
    if goes > (most := TIMES * confirmed + BESIDE):
        return (
            f"The run of {day.day} {day:%B %Y} would have removed {goes:,} records. {confirmed:,} were "
            f"confirmed, so more than {most:,} are asked about first."
        )
    return ""
