"""How reviewers stand to the seeded anchors over time. It names reviewers, and changes nothing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from review_queue.audit.queries.reliability import Anchored, RoundScores
from review_queue.audit.queries.told import scorer
from review_queue.items.queries.oversight import name_of
from review_queue.models import Calibration
from review_queue.statistics.agreement import FEW
from review_queue.statistics.drift import Point, chart, sigma_of
from review_queue.typed.folding import folded

from .sheets import Cell, Sheet
from .trail_sheets import day


class Alarm(StrEnum):
    """What a person should know; `NONE` is that there are not enough texts for limits yet."""

    GENEROUS = "generous"
    STRICT = "strict"
    BACK = "back"
    WITHIN = "within"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class OfDrift:
    """One reviewer's totals on anchors minus what the anchors have earned, in percentage points, in the order
    in which they were handed in. `points` is never empty."""

    name: str
    anchored: Sequence[Anchored]
    points: Sequence[Point]

    @property
    def now(self) -> Point:
        return self.points[-1]

    @property
    def few(self) -> bool:
        return len(self.points) < FEW

    @property
    def mean(self) -> float:
        return sum(one.deviation for one in self.points) / len(self.points)

    @property
    def alarm(self) -> Alarm:
        if self.now.limit is None:
            return Alarm.NONE
        if self.now.outside:
            return Alarm.GENEROUS if self.now.running > 0 else Alarm.STRICT
        return Alarm.BACK if any(one.outside for one in self.points) else Alarm.WITHIN


def by_drift(scores: RoundScores) -> list[OfDrift]:
    """One row for each reviewer who has scored an anchor, in the order of names."""
    series: defaultdict[int, list[Anchored]] = defaultdict(list)
    for one in scores.anchored:
        series[one.own.reviewer].append(one)
    sigma = sigma_of([_deviations(each) for each in series.values()])
    rows = [OfDrift(scores.names[who], each, chart(_deviations(each), sigma)) for who, each in series.items()]
    return sorted(rows, key=lambda row: folded(row.name))


def _deviations(each: Sequence[Anchored]) -> list[float]:
    return [one.own.total - one.reference.total for one in each]


def drift_sheet(rows: Sequence[OfDrift]) -> Sheet:
    """Every anchor scored, in percentage points."""
    header = ("reviewer", "scorer", "number", "scored_on", "anchor", "total", "reference", "deviation")
    return Sheet((*header, "running", "limit", "outside"), list(_drift_rows(rows)))


def _drift_rows(rows: Sequence[OfDrift]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        for number, (one, point) in enumerate(zip(row.anchored, row.points, strict=True), start=1):
            yield (
                row.name,
                scorer(one.own.reviewer),
                number,
                day(one.at),
                one.anchor,
                round(one.own.total, 6),
                round(one.reference.total, 6),
                round(point.deviation, 6),
                round(point.running, 6),
                None if point.limit is None else round(point.limit, 6),
                "yes" if point.outside else "no",
            )


def calibration_sheet(attempts: Sequence[Calibration]) -> Sheet:
    """Every attempt, passed or not. The attempts come with reviewer, set and who let begin again."""
    who = ("attempt", "reviewer", "scorer", "set", "language", "state", "began_on", "ended_on")
    rows: list[tuple[Cell, ...]] = [
        (
            str(one.pk),
            name_of(one.reviewer),
            scorer(one.reviewer_id),
            one.anchor_set.title,
            one.anchor_set.language,
            one.state,
            day(one.began_at),
            day(one.ended_at) if one.ended_at else None,
            one.marks,
            one.exact,
            one.adjacent,
            one.flips,
            one.valid_until.isoformat() if one.valid_until else None,
            one.released_by.get_username() if one.released_by else None,
        )
        for one in attempts
    ]
    counts = ("marks", "exact", "adjacent", "verdicts_changed")
    return Sheet((*who, *counts, "valid_until", "let_begin_again_by"), rows)
