"""All rounds side by side: the same figures of each, in the order in which their first answers came."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from review_queue.audit.queries.reliability import RoundScores, scores_of_each
from review_queue.models import Item, Round, Verdict
from review_queue.permissions import User
from review_queue.rules.transitions import ItemState
from review_queue.statistics.agreement import ENOUGH, Estimate, measure
from review_queue.statistics.decisions import Rate, error_of_two, rate
from review_queue.statistics.suppression import cell, is_small

from .facet_rows import by_facets
from .sheets import Cell, Sheet
from .trail_sheets import day
from .yardsticks import TOTAL, VERDICT, yardsticks

Value = float | None


@dataclass(frozen=True, slots=True)
class OfRound:
    """Figures of the answers that were decided for the first time; None is "not defined", or of fewer than
    `ENOUGH` answers. `n` have two complete reviews. Errors are percentage points, spread is logits, the rest
    shares and coefficients."""

    round: Round
    decided: int
    n: int
    thirds: Value
    exact: Value
    adjacent: Value
    kappa: Value
    icc: Value
    error: Value
    passed: Rate
    spread: Value

    @property
    def began(self) -> str:
        """The day of its first answer, in UTC."""
        return day(getattr(self.round, "began"))  # noqa: B009 - `rounds_to_report` says it


def over_time(user: User, rounds: Sequence[Round], items: QuerySet[Item]) -> list[OfRound]:
    """In the order of `rounds`, which are of `rounds_to_report`; of `items` only. Five queries."""
    scores = scores_of_each(user, rounds, items)
    first = items.filter(round__in=rounds, state=ItemState.DECIDED, rescore_of=None)
    outcomes: defaultdict[int, list[str]] = defaultdict(list)
    rows = Verdict.objects.filter(item__in=first.values("pk"))
    for scored_in, outcome in rows.values_list("item__round", "outcome"):
        outcomes[scored_in].append(outcome)
    return [_of_round(scores[one.pk], outcomes[one.pk]) for one in rounds]


def _of_round(scores: RoundScores, outcomes: list[str]) -> OfRound:
    n = len(scores.scored)
    decided = [one for one in outcomes if one != Verdict.Outcome.UNSCORABLE]
    totals = [(one.pair[0].total, one.pair[1].total) for one in scores.scored]
    on = {one.code: one for one in yardsticks(scores)}
    verdicts, of_totals = (
        measure(
            [(on[code].mark(one.pair[0]), on[code].mark(one.pair[1])) for one in scores.scored],
            on[code].scale,
            resamples=0,
        )
        for code in (VERDICT, TOTAL)
    )

    def enough(estimate: Estimate) -> Value:
        return estimate.value if n >= ENOUGH else None

    return OfRound(
        round=scores.round,
        decided=len(outcomes),
        n=n,
        thirds=_thirds(scores),
        exact=enough(verdicts.exact),
        adjacent=enough(of_totals.adjacent),
        kappa=enough(verdicts.kappa),
        icc=enough(of_totals.icc_single),
        error=error_of_two(totals),
        passed=rate("all", len(decided), decided.count(Verdict.Outcome.PASSED)),
        spread=by_facets(scores).facets.spread if n >= ENOUGH else None,
    )


def _thirds(scores: RoundScores) -> Value:
    """Not of a few: their share would tell how many they are."""
    n, thirds = len(scores.scored), sum(one.third is not None for one in scores.scored)
    return None if n < ENOUGH or is_small(thirds) else thirds / n


def over_time_sheet(rows: Sequence[OfRound]) -> Sheet:
    """The earliest first; an empty cell is "not defined", or of fewer than five answers."""
    figures = ("thirds", "exact", "adjacent", "kappa", "icc", "error", "spread")
    names = (
        *("third_reviews_share", "same_verdict", "totals_close", "kappa_of_verdicts", "icc_single_of_totals"),
        *("standard_error_of_two", "severity_spread_logits"),
    )
    cells: list[tuple[Cell, ...]] = [
        (
            *(one.round.code, one.round.title, str(one.round.rubric), one.began, cell(one.decided)),
            *(_six(getattr(one, name)) for name in figures),
            *(_six(value) for value in (one.passed.value, one.passed.low, one.passed.high)),
        )
        for one in reversed(rows)
    ]
    header = ("round", "title", "rubric", "began", "decided")
    return Sheet((*header, *names, "passed", "passed_low", "passed_high"), cells)


def _six(value: Value) -> Value:
    return None if value is None else round(value, 6)


@dataclass(frozen=True, slots=True)
class Course:
    """One figure over the rounds, from left to right: lines as SVG writes them in a box of 100 by 40, which
    break where a round has none, a dot for each, and its interval where it has one. `first` and `last` are
    what the words say; `top` is the upper edge of the box."""

    name: str
    unit: str
    lines: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    bars: tuple[tuple[float, float, float], ...]
    first: float
    last: float
    top: float


Measured = Callable[[OfRound], Value]
SHARES: tuple[tuple[str, Measured], ...] = (
    ("Same verdict by both", lambda one: one.exact),
    ("With a third review", lambda one: one.thirds),
    ("Passed", lambda one: one.passed.value),
)
AMOUNTS: tuple[tuple[str, str, Measured], ...] = (
    ("Standard error of a result", "points", lambda one: one.error),
    ("Spread of severities", "logits", lambda one: one.spread),
)


def courses(rows: Sequence[OfRound]) -> list[Course]:
    """Of each figure that two rounds have at least; `rows` are the latest first."""
    ordered = list(reversed(rows))
    drawn = [_course(name, "%", [of(one) for one in ordered], 1.0, ordered) for name, of in SHARES]
    for name, unit, of in AMOUNTS:
        values = [of(one) for one in ordered]
        top = max((one for one in values if one is not None), default=0.0) or 1.0
        drawn.append(_course(name, unit, values, top, ordered))
    return [one for one in drawn if one is not None and len(one.dots) > 1]


def _course(
    name: str, unit: str, values: Sequence[Value], top: float, rows: Sequence[OfRound]
) -> Course | None:
    across = [100 * (number + 0.5) / len(values) for number in range(len(values))]
    points = list(zip(across, values, strict=True))
    shown = [(x, value) for x, value in points if value is not None]
    if not shown:
        return None
    intervals = [(x, one.passed) for x, one in zip(across, rows, strict=True)] if name == "Passed" else []
    return Course(
        name=name,
        unit=unit,
        lines=tuple(_lines(points, top)),
        dots=tuple((x, _height(value, top)) for x, value in shown),
        bars=tuple(
            (x, _height(one.high, top), _height(one.low, top))
            for x, one in intervals
            if one.low is not None and one.high is not None
        ),
        first=shown[0][1],
        last=shown[-1][1],
        top=top,
    )


def _lines(points: Sequence[tuple[float, Value]], top: float) -> list[str]:
    """A line for each run of rounds that have the figure."""
    runs: list[list[str]] = [[]]
    for x, value in points:
        if value is None:
            runs.append([])
        else:
            runs[-1].append(f"{x:.3f},{_height(value, top):.3f}")
    return [" ".join(run) for run in runs if len(run) > 1]


def _height(value: float, top: float) -> float:
    return 37 - 34 * value / top
