"""Severity by the many-facet model: its rows, in words, as strips and as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review_queue.audit.queries.reliability import RoundScores
from review_queue.audit.queries.told import scorer
from review_queue.statistics.facets import Facets, Measure, Observation, Out, Undetermined, facets
from review_queue.typed.folding import folded

from .charts import Part
from .sheets import Cell, Sheet

LEAST_REACH = 1.0

OF_REVIEWERS = (
    "more severe than the others",
    "more lenient than the others",
    "not told apart from the others",
)
OF_CRITERIA = ("harder than the others", "easier than the others", "not told apart from the others")
LEFT_OUT = {
    Out.FEW: "fewer than five answers that can be compared",
    Out.LOWEST: "nothing but the lowest level",
    Out.HIGHEST: "nothing but the highest level",
}
NOT_SHOWN = {
    Undetermined.TOO_FEW: "Fewer than two reviewers have five answers or more that can be compared.",
    Undetermined.APART: "The reviewers fall into groups that share no answer, and severities of such groups "
    "cannot be compared. They can be once reviewers of different groups score together.",
    Undetermined.UNSETTLED: "These marks allow no estimate: some could be foretold from the others without "
    "fail. More answers may change that.",
}


@dataclass(frozen=True, slots=True)
class OfFacet:
    """A reviewer or a criterion. `code` is as in the pack; `note` says what the measure means, or why there
    is none."""

    name: str
    code: str
    measure: Measure | None
    note: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A measure in percent of a strip's width, the middle at nought; `bar` is its 95 % interval."""

    row: OfFacet
    x: float
    bar: Part


@dataclass(frozen=True, slots=True)
class Severities:
    """`not_shown` says why there is no measure at all; else it is empty."""

    reviewers: list[OfFacet]
    criteria: list[OfFacet]
    facets: Facets
    not_shown: str

    @property
    def reach(self) -> float:
        """Of the strips to either side, in logits; the same for all."""
        measures = [one.measure for one in self.reviewers if one.measure]
        return max([LEAST_REACH, *(max(abs(one.low), abs(one.high)) for one in measures)])

    @property
    def dots(self) -> list[Dot]:
        """The most severe first."""
        measured = [(one.measure, one) for one in self.reviewers if one.measure]
        return [_dot(row, one, self.reach) for one, row in sorted(measured, key=lambda pair: -pair[0].value)]


def by_facets(scores: RoundScores) -> Severities:
    """From the two blind reviews of each decided answer. A reviewer is said to differ where the interval
    leaves out nought."""
    ranks = {one.code: sorted(float(level.points) for level in one.levels.all()) for one in scores.criteria}
    found = facets(list(_observations(scores, ranks)), {code: len(some) for code, some in ranks.items()})
    not_shown = NOT_SHOWN[found.undetermined] if found.undetermined else ""

    def reason(out: Out | None) -> str:
        return LEFT_OUT[out] if out else not_shown

    people = sorted({one.reviewer for item in scores.scored for one in item.pair})
    people.sort(key=lambda one: (folded(scores.names[one]), one))
    return Severities(
        reviewers=[
            _row(
                (scores.names[one], scorer(one)),
                found.reviewers.get(one),
                OF_REVIEWERS,
                reason(found.out.get(one)),
            )
            for one in people
        ],
        criteria=[
            _row(
                (one.name, one.code),
                found.criteria.get(one.code),
                OF_CRITERIA,
                reason(found.criteria_out.get(one.code)),
            )
            for one in scores.criteria
        ],
        facets=found,
        not_shown=not_shown,
    )


def severity_sheet(rows: Severities) -> Sheet:
    """Reviewers, then criteria; measures in logits."""
    header = ("facet", "name", "code", "answers", "measure", "standard_error", "low", "high", "note")
    both = [*(("reviewer", one) for one in rows.reviewers), *(("criterion", one) for one in rows.criteria)]
    return Sheet(
        header, [(facet, one.name, one.code, *_figures(one.measure), one.note) for facet, one in both]
    )


def _observations(scores: RoundScores, ranks: dict[str, list[float]]) -> Iterator[Observation]:
    for item in scores.scored:
        for review in item.pair:
            for code, points in review.points.items():
                yield Observation(item.code, code, review.reviewer, ranks[code].index(points))


def _row(named: tuple[str, str], measure: Measure | None, words: Sequence[str], reason: str) -> OfFacet:
    """`reason` is why there is no measure, if there is none."""
    if measure is None:
        return OfFacet(*named, None, reason)
    above, below, neither = words
    return OfFacet(*named, measure, above if measure.low > 0 else below if measure.high < 0 else neither)


def _figures(measure: Measure | None) -> tuple[Cell, ...]:
    if measure is None:
        return None, None, None, None, None
    six = (round(one, 6) for one in (measure.value, measure.error, measure.low, measure.high))
    return measure.answers, *six


def _dot(row: OfFacet, measure: Measure, reach: float) -> Dot:
    """The side of the strip is inset, so that a dot at its end is whole."""

    def at(value: float) -> float:
        return 50 + 48 * value / reach

    return Dot(row, at(measure.value), Part(at(measure.low), at(measure.high) - at(measure.low)))
