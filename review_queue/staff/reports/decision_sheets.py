"""The evidence pack's tables of decisions: pass rates, errors at the cut, habits, and what is left out."""

from collections import defaultdict

from review_queue.audit.queries.reliability import Rating, RoundScores
from review_queue.audit.queries.round_summary import Rates, left_out
from review_queue.audit.queries.told import scorer
from review_queue.permissions import User
from review_queue.statistics.decisions import (
    Rate,
    decisions,
    error_of_one,
    error_of_two,
    halo,
    near,
    spread_ratio,
)
from review_queue.statistics.suppression import SMALL, WORDS
from review_queue.typed.folding import folded
from review_queue.verifier.recomputed.rates import HELD_BACK, KEPT, LEFT_OUT

from .sheets import Cell, Sheet


def rate_sheet(found: Rates) -> Sheet:
    """How many passed, of all and by language; a group under five candidates is not shown."""
    rows = [_rate("all", found.total), *(_rate("language", one) for one in found.by_language)]
    return Sheet(("of", "group", "n", "passed", "share", "share_low", "share_high"), rows)


def _rate(of: str, one: Rate) -> tuple[Cell, ...]:
    if one.n is None:
        return of, one.name, HELD_BACK, "", None, None, None
    return of, one.name, one.n, one.passed, _six(one.value), _six(one.low), _six(one.high)


def decision_sheet(scores: RoundScores) -> Sheet:
    """Errors in percentage points, and shares of answers, of the totals of first and second reviews."""
    pairs = [(item.pair[0].total, item.pair[1].total) for item in scores.scored]
    cut = float(scores.round.rubric.pass_mark)
    close, found = near(pairs, cut), decisions(pairs, cut)
    rows: list[tuple[Cell, ...]] = [
        ("standard error of one review", len(pairs), _six(error_of_one(pairs))),
        ("standard error of the mean of two", len(pairs), _six(error_of_two(pairs))),
        ("the same near the pass mark", len(close), _six(error_of_two(close))),
        ("decision accuracy", len(pairs), _six(found.accuracy if found else None)),
        ("decision consistency", len(pairs), _six(found.consistency if found else None)),
    ]
    return Sheet(("what", "n", "value"), rows)


def habit_sheet(scores: RoundScores) -> Sheet:
    """Halo and central tendency of each reviewer who was one of a pair of five answers or more."""
    own: defaultdict[int, list[Rating]] = defaultdict(list)
    others: defaultdict[int, list[float]] = defaultdict(list)
    for item in scores.scored:
        for one, other in (item.pair, item.pair[::-1]):
            own[one.reviewer].append(one)
            others[one.reviewer].append(other.total)
    codes = [criterion.code for criterion in scores.criteria]
    rows: list[tuple[Cell, ...]] = [
        (
            scores.names[who],
            scorer(who),
            len(cards),
            _six(halo([[card.points[code] for code in codes] for card in cards])),
            _six(spread_ratio([card.total for card in cards], others[who])),
        )
        for who, cards in sorted(own.items(), key=lambda one: (folded(scores.names[one[0]]), one[0]))
    ]
    return Sheet(("reviewer", "scorer", "n", "halo", "spread_beside_others"), rows)


def left_out_sheet(user: User, scores: RoundScores) -> Sheet:
    """How many answers of the round the figures leave out, and why."""
    counts = left_out(scores, user)
    kept = counts.kept_from_reader
    rows: list[tuple[Cell, ...]] = [
        *((words, getattr(counts, why)) for why, words in LEFT_OUT.items()),
        (KEPT, kept if kept >= SMALL else WORDS),
    ]
    return Sheet(("why", "answers"), rows)


def _six(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
