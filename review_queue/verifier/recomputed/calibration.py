"""Attempts at a calibration: against what was sealed, and counted once more from their marks."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from ..scoring import total
from ..tables import compare
from .facts import Facts, Row

RUNNING = "running"


def check(facts: Facts) -> Iterator[str]:
    """A sentence for each attempt that is not as it was sealed, or not as its marks give it. One that is
    running has nothing sealed yet, and nothing to count."""
    rows = facts.pack.table("calibration.csv")
    sealed = {str(one["attempt"]): one for one in facts.statements.get("calibration", [])}
    expected: dict[tuple[str, ...], dict[str, Any]] = {
        (number,): _cells(facts, one) for number, one in sealed.items()
    }
    nothing = dict.fromkeys(("marks", "exact", "adjacent", "verdicts_changed"), 0)
    for row in rows:
        if row["state"] == RUNNING and row["attempt"] not in sealed:
            expected[row["attempt"],] = {**nothing, "ended_on": None, "valid_until": None}
    yield from compare("calibration.csv", ("attempt",), expected, rows)
    for row in rows:
        given = facts.about("begin_again", f"calibration:{row['attempt']}") is not None
        if given != bool(row["let_begin_again_by"]):
            yield f"calibration.csv, {row['attempt']}: let_begin_again_by is not what the chain has."
    for one in sealed.values():
        yield from _recounted(facts, one)


def _cells(facts: Facts, one: Row) -> dict[str, Any]:
    who = f"R{one['reviewer']}"
    first = [event for event in facts.events if event["item"] == one["item"]]
    return {
        **({"reviewer": facts.names[who]} if who in facts.names else {}),
        "scorer": who,
        "set": one["set_title"],
        "language": one["set_language"],
        "state": one["state"],
        "began_on": first[0]["day"] if first else None,
        "ended_on": facts.day(one["item"], "calibrated") or one["day"],
        "marks": one["marks"],
        "exact": one["exact"],
        "adjacent": one["adjacent"],
        "verdicts_changed": one["flips"],
        "valid_until": one["valid_until"],
    }


def _recounted(facts: Facts, attempt: Row) -> Iterator[str]:
    """From the marks that were handed in while it ran; not where another attempt of the reviewer ran, too."""
    began, ended = _span(facts, attempt)
    others = [
        _span(facts, one)
        for one in facts.statements.get("calibration", [])
        if one["reviewer"] == attempt["reviewer"] and one is not attempt
    ]
    if any(first < ended and began < last for first, last in others):
        return
    texts = [
        one
        for one in facts.reviews.values()
        if one["kind"] == "calibration"
        and one["reviewer"] == attempt["reviewer"]
        and one["anchor"]
        and began <= facts.handed_in(one) <= ended
    ]
    counts = _counts(facts.rules["rubric"], texts)
    stated = tuple(attempt[name] for name in ("marks", "exact", "adjacent", "flips"))
    if counts != stated:
        yield (
            f"Calibration {attempt['attempt']}: marks, exact, adjacent and changed verdicts are {stated}, "
            f"and its marks give {counts}."
        )


def _span(facts: Facts, attempt: Row) -> tuple[int, int]:
    """The numbers of its first event and of that by which it ended. All its texts are given at once."""
    events = [event["event"] for event in facts.events if event["item"] == attempt["item"]]
    ended = facts.of_item(attempt["item"], "calibrated")
    last = ended[-1]["event"] if ended else attempt["event"]
    return min(events, default=last), last


def _counts(rubric: Row, texts: Sequence[Row]) -> tuple[int, int, int, int]:
    line = Fraction(rubric["pass_mark"])
    steps = {one["code"]: sorted(points for points, *_ in one["levels"]) for one in rubric["criteria"]}
    apart = [
        abs(steps[code].index(points) - steps[code].index(one["anchor"]["marks"][code]))
        for one in texts
        for code, points in one["marks"].items()
    ]
    flips = sum(
        (total(one["marks"], rubric) >= line) != (total(one["anchor"]["marks"], rubric) >= line)
        for one in texts
    )
    return len(apart), apart.count(0), sum(one <= 1 for one in apart), flips
