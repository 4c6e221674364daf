"""Habits, severity and drift of scorers, made again from their marks. Another way than the house's own.

Sources: Thorndike 1920 and Saal, Downey and Lahey 1980 (halo, central tendency), Roberts 1959 and Montgomery
(the running mean and its limits).
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from statistics import StatisticsError, correlation, fmean, stdev
from typing import Any

from ..figures import ENOUGH, Pairs, figures, interval
from ..report import Report
from ..scoring import total
from ..tables import compare
from .facts import THIRD, Facts, Row, scorer

WEIGHT, WIDTH = 0.2, 3.0
RANGES, LEAST = 5, 1.0
"""So many steps from one anchor to the next there must be for limits, and so small their spread may be."""
Cells = dict[str, Any]


def check(facts: Facts, report: Report) -> Iterator[str]:
    """A sentence for each figure of a scorer that the marks do not give."""
    rubric = facts.rules["rubric"]
    pairs = [(one, other) for team in report.teams for one, other in ((team[1], team[2]), (team[2], team[1]))]
    yield from _habits(facts, rubric, pairs)
    yield from _severity(facts, report, {scorer(one) for one, _ in pairs})
    yield from _drift(facts, rubric)


def _habits(facts: Facts, rubric: Row, pairs: Sequence[tuple[Row, Row]]) -> Iterator[str]:
    own: defaultdict[str, list[tuple[Row, Row]]] = defaultdict(list)
    for one, other in pairs:
        own[scorer(one)].append((one, other))
    expected: dict[tuple[str, ...], Cells] = {
        (who,): {
            "reviewer": facts.names.get(who),
            "n": len(both),
            "halo": _halo(rubric, [one for one, _ in both]),
            "spread_beside_others": _ratio(
                [float(total(one["marks"], rubric)) for one, _ in both],
                [float(total(other["marks"], rubric)) for _, other in both],
            ),
        }
        for who, both in own.items()
    }
    yield from compare("habits.csv", ("scorer",), expected, facts.pack.table("habits.csv"))


def _halo(rubric: Row, reviews: Sequence[Row]) -> float | None:
    """The mean correlation of two criteria."""
    if len(reviews) < ENOUGH:
        return None
    columns = [
        [float(one["marks"][criterion["code"]]) for one in reviews] for criterion in rubric["criteria"]
    ]
    defined = [one for both in combinations(columns, 2) if (one := _correlation(*both)) is not None]
    return fmean(defined) if defined else None


def _correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    try:
        return correlation(one, other)
    except StatisticsError:
        return None


def _ratio(own: Sequence[float], others: Sequence[float]) -> float | None:
    if len(own) < ENOUGH or stdev(others) <= 1e-12:
        return None
    return stdev(own) / stdev(others)


def _severity(facts: Facts, report: Report, reviewers: set[str]) -> Iterator[str]:
    """Beside the third review, and beside what seeded anchors have earned."""
    mark, *_ = report.scale("total")
    third: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    anchors: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for team in report.teams:
        if THIRD in team:
            for slot in (1, 2):
                third[scorer(team[slot])].append((mark(team[THIRD]), mark(team[slot])))
    for one in facts.anchored():
        anchors[scorer(one)].append((mark(one["anchor"]), mark(one)))
    expected: dict[tuple[str, ...], Cells] = {
        (who,): {
            "reviewer": facts.names.get(who),
            **_difference("third", third[who], report),
            **_difference("anchors", anchors[who], report),
        }
        for who in reviewers
    }
    yield from compare("reviewers.csv", ("scorer",), expected, facts.pack.table("reviewers.csv"))


def _difference(beside: str, pairs: Pairs, report: Report) -> Cells:
    cells: Cells = {f"{beside}_n": len(pairs), f"{beside}_difference": None}
    if pairs:
        of = figures(pairs, (), 0.0)["difference"]
        cells[f"{beside}_difference"] = of(pairs)
    if len(pairs) < ENOUGH:
        return {**cells, f"{beside}_difference_low": None, f"{beside}_difference_high": None}
    if not report.intervals:
        return cells
    low, high = interval(of, pairs, report.drawn(len(pairs))) or (None, None)
    return {**cells, f"{beside}_difference_low": low, f"{beside}_difference_high": high}


def _drift(facts: Facts, rubric: Row) -> Iterator[str]:
    """Every anchor in turn, with the running mean and its limits."""
    series: defaultdict[str, list[tuple[Row, float, float]]] = defaultdict(list)
    for one in facts.anchored():
        own, earned = (float(total(marks, rubric)) for marks in (one["marks"], one["anchor"]["marks"]))
        series[scorer(one)].append((one, own, earned))
    steps = [
        abs((own - earned) - (before - had))
        for each in series.values()
        for (_, before, had), (_, own, earned) in pairwise(each)
    ]
    spread = max(LEAST, fmean(steps) * math.sqrt(math.pi) / 2) if len(steps) >= RANGES else None
    expected: dict[tuple[str, ...], Cells] = {}
    for who, each in series.items():
        running = 0.0
        for number, (one, own, earned) in enumerate(each, start=1):
            running += WEIGHT * (own - earned - running)
            limit = None
            if spread is not None:
                shrunk = WEIGHT * (1 - (1 - WEIGHT) ** (2 * number)) / (2 - WEIGHT)
                limit = WIDTH * spread * math.sqrt(shrunk)
            expected[who, str(number)] = {
                **({"reviewer": facts.names[who]} if who in facts.names else {}),
                "scored_on": facts.day(one["item"], "submitted"),
                "anchor": one["anchor"]["name"],
                "total": own,
                "reference": earned,
                "deviation": own - earned,
                "running": running,
                "limit": limit,
                "outside": limit is not None and abs(running) > limit,
            }
    yield from compare("drift.csv", ("scorer", "number"), expected, facts.pack.table("drift.csv"))
