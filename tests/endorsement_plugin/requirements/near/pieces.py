"""For what requirements demand, made from their own numbers: what just meets them, and what just misses each.

A near miss comes with the same requirement a little easier, which it meets: the number that was missed, or
the condition, and nothing else, is what stood in the way.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from endorsement_plugin.requirements.evidence import (
    Entry,
    Evidence,
    PartResult,
    Referee,
    Signed,
    Standing,
)

Demand = dict[str, Any]
DAY, QUARTER = timedelta(days=1), Decimal("0.25")
OTHER = "Something else"


@dataclass(frozen=True)
class Pieces:
    """What an application shows for one requirement."""

    entries: tuple[Entry, ...] = ()
    referees: tuple[Referee, ...] = ()
    transcripts: tuple[str, ...] = ()
    signed: tuple[Signed, ...] = ()
    holdings: tuple[Standing, ...] = ()
    parts: tuple[PartResult, ...] = ()
    passed: bool | None = None

    def __add__(self, other: "Pieces") -> "Pieces":
        own = {name: value + getattr(other, name) for name, value in vars(self).items() if name != "passed"}
        return Pieces(**own, passed=self.passed if other.passed is None else other.passed)

    def evidence(self, day: date) -> Evidence:
        """As it is measured after submission."""
        return Evidence(
            entries=self.entries,
            referees=self.referees,
            references_named=len(self.referees),
            references_received=len(self.referees),
            verified_as=self.transcripts,
            transcripts_accepted=len(self.transcripts),
            signed=frozenset(one.name for one in self.signed),
            statements=self.signed,
            holdings=self.holdings,
            exam_parts=self.parts,
            exam_passed=self.passed,
            submitted=True,
            submitted_on=day,
        )


@dataclass(frozen=True)
class Miss:
    """What just misses a requirement by `what`; `eased` is the requirement that it would meet."""

    what: str
    shown: Pieces
    eased: Demand | None = None


def earlier(day: date, *, years: int = 0, months: int = 0) -> date:
    """The same day so many years or months before."""
    year, month = divmod(day.year * 12 + day.month - 1 - months - 12 * years, 12)
    return day.replace(year=year, month=month + 1)


def graduated(day: date) -> date:
    """When the degrees of all portfolios were earned."""
    return earlier(day, years=10)


def standings(givers: Any) -> tuple[Standing, ...]:
    """What the last line of an allow-list asks for."""
    names = [{"endorsed": "IFS"}.get(one["category"], one["category"]) for one in givers]
    return tuple(Standing(one) for one in names[-1:])
