"""The rows of the reports: agreement by criterion, by reviewer and by pair of reviewers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from review_queue.audit.queries.reliability import Rating, RoundScores
from review_queue.audit.queries.told import scorer
from review_queue.statistics.agreement import Agreement, measure, readable
from review_queue.statistics.suppression import hidden, hidden_pairs
from review_queue.typed.folding import folded

from .yardsticks import Yardstick, yardsticks

Marks = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class OfYardstick:
    """All first reviews against all second reviews. Which is first is chance, so no difference is read."""

    yardstick: Yardstick
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class OfReviewer:
    """The others' marks against the reviewer's own: `beside.difference` above zero is a generous reviewer.

    `third` compares with the blind third review of the disputed items alone, `anchors` with what seeded
    anchors have earned.
    """

    name: str
    beside: Agreement
    third: Agreement
    anchors: Agreement
    scorer: str = ""


@dataclass(frozen=True, slots=True)
class OfPair:
    """`first` and `second` are names; the difference is the second's marks minus the first's."""

    first: str
    second: str
    agreement: Agreement
    scorers: tuple[str, str] = ("", "")


def by_yardstick(scores: RoundScores) -> list[OfYardstick]:
    """One row for each criterion, the total and the verdict, with intervals."""
    return [
        OfYardstick(one, _measure(scores, one, [_marks(one, item.pair) for item in scores.scored]))
        for one in yardsticks(scores)
    ]


def by_reviewer(scores: RoundScores, on: Yardstick) -> list[OfReviewer]:
    """One row for each reviewer who was one of a pair, in the order of names, with intervals."""
    beside: defaultdict[int, Marks] = defaultdict(list)
    third: defaultdict[int, Marks] = defaultdict(list)
    anchors: defaultdict[int, Marks] = defaultdict(list)
    for anchor in scores.anchored:
        anchors[anchor.own.reviewer].append(_marks(on, (anchor.reference, anchor.own)))
    for item in scores.scored:
        for own, other in (item.pair, item.pair[::-1]):
            beside[own.reviewer].append(_marks(on, (other, own)))
            if item.third:
                third[own.reviewer].append(_marks(on, (item.third, own)))
    return [
        OfReviewer(
            name,
            _measure(scores, on, beside[one]),
            _measure(scores, on, third[one]),
            _measure(scores, on, anchors[one]),
            scorer(one),
        )
        for name, one in _in_order_of_names(scores, beside)
    ]


def by_pair(scores: RoundScores, on: Yardstick) -> list[OfPair]:
    """One row for each two people who scored together, those with most answers first."""
    together: defaultdict[tuple[int, int], Marks] = defaultdict(list)
    for item in scores.scored:
        ordered = sorted(item.pair, key=lambda one: (folded(scores.names[one.reviewer]), one.reviewer))
        together[ordered[0].reviewer, ordered[1].reviewer].append(_marks(on, (ordered[0], ordered[1])))
    rows = [
        OfPair(
            scores.names[one],
            scores.names[other],
            _measure(scores, on, marks),
            (scorer(one), scorer(other)),
        )
        for (one, other), marks in together.items()
    ]
    return sorted(rows, key=lambda row: (-row.agreement.n, folded(row.first), folded(row.second)))


def readable_yardsticks(rows: Iterable[OfYardstick]) -> list[OfYardstick]:
    """As people read them; see `statistics.suppression`, also for the two below."""
    return [replace(row, agreement=readable(row.agreement)) for row in rows]


def readable_reviewers(rows: Sequence[OfReviewer]) -> list[OfReviewer]:
    """Two hide each other: the differences of all reviewers add up to nothing, and thirds count for two."""
    beside = hidden({number: row.beside.n for number, row in enumerate(rows)})
    third = hidden({number: row.third.n for number, row in enumerate(rows)})
    return [
        replace(
            row,
            beside=readable(row.beside, hide=number in beside),
            third=readable(row.third, hide=number in third),
            anchors=readable(row.anchors),
        )
        for number, row in enumerate(rows)
    ]


def readable_pairs(rows: Sequence[OfPair]) -> list[OfPair]:
    """A pair may be hidden with another of the same reviewer, whose answers in all are known."""
    out = hidden_pairs({row.scorers: row.agreement.n for row in rows})
    return [replace(row, agreement=readable(row.agreement, hide=row.scorers in out)) for row in rows]


def _measure(scores: RoundScores, on: Yardstick, marks: Marks) -> Agreement:
    """The round's own seed, so that the same round always prints the same intervals."""
    return measure(marks, on.scale, seed=scores.round.seed)


def _marks(on: Yardstick, pair: tuple[Rating, Rating]) -> tuple[float, float]:
    return on.mark(pair[0]), on.mark(pair[1])


def _in_order_of_names(scores: RoundScores, reviewers: Iterable[int]) -> list[tuple[str, int]]:
    return sorted(((scores.names[one], one) for one in reviewers), key=lambda row: (folded(row[0]), row[1]))
