"""Rows that a pack lists and no event speaks of: somebody slipped them in. And the reverse."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Any, TypeVar

from .chain import Told
from .pack import Pack, plain
from .stated import Statements, subject_of

Row = dict[str, Any]
Key = TypeVar("Key", bound=Hashable)
ENDS, OPEN = ("decided", "returned", "withdrawn"), "open"
RUNNING = "running"


def check(pack: Pack, told: Told, statements: Statements) -> Iterator[str]:
    """A sentence for each answer, assignment, review, comparison, unblinding and calibration in a table of
    the pack that was not sealed, and for each that was sealed and is in no table."""
    yield from _answers(pack, told, statements)
    yield from _assignments(pack, told, statements)
    yield from _reviews(pack, statements)
    yield from _comparisons(pack, statements)
    yield from _unblindings(pack, statements)
    yield from _calibrations(pack, statements)


def _answers(pack: Pack, told: Told, statements: Statements) -> Iterator[str]:
    """Each was received, and is closed as its events say; a copy of an anchor was offered."""
    ended: defaultdict[str, set[str]] = defaultdict(set)
    offered: set[str] = set()
    known = {one["item"] for one in statements.get("item", [])}
    for event in told.events.values():
        if event["item"] and subject_of(event) == "item":
            known.add(event["item"])
        if event["kind"] == "offered":
            offered.add(event["item"])
        if event["kind"] in ENDS:
            ended[event["item"]].add(event["kind"])
    for row in pack.table("answers.csv"):
        answer = row["kind"] == "answer"
        if row["item"] not in (known if answer else offered):
            what = "received" if answer else "offered"
            yield f"Answer {row['answer']} of answers.csv has no event that it was {what}."
        if answer and ended[row["item"]] != {row["state"]} - {OPEN}:
            said = ", ".join(sorted(ended[row["item"]])) or OPEN
            yield f"Answer {row['answer']} is {row['state']} in answers.csv, and its events say {said}."


def _assignments(pack: Pack, told: Told, statements: Statements) -> Iterator[str]:
    """Each was offered once, to this reviewer for this place."""
    rows = pack.table("assignments.csv")
    codes = {row["item"]: row["answer"] for row in rows}
    shown = [(row["item"], f"slot:{row['slot']},reviewer:{row['scorer'][1:]}") for row in rows]
    stood = statements.get("assignment", [])
    offers = [event for event in told.events.values() if event["kind"] == "offered"]
    sealed = [(one["item"], one["detail"]) for one in offers if "reviewer:" in one["detail"]]
    sealed += [(one["item"], f"slot:{one['slot']},reviewer:{one['reviewer']}") for one in stood]
    for (item, place), more in _apart(shown, sealed):
        what = "has no event that it was offered" if more > 0 else "was offered and is not in assignments.csv"
        yield f"Answer {codes.get(item, item)}: the assignment of {place} {what}."


def _reviews(pack: Pack, statements: Statements) -> Iterator[str]:
    rows = pack.table("assignments.csv")
    shown = [(row["answer"], row["assignment"]) for row in rows if row["handed_in"] == "yes"]
    sealed = [(one["answer"], str(one["assignment"])) for one in statements.get("review", [])]
    for (answer, number), more in _apart(shown, sealed):
        what = "has no event that it was handed in" if more > 0 else "is not handed in by assignments.csv"
        yield f"Answer {answer}: the review of assignment {number} {what}."


def _comparisons(pack: Pack, statements: Statements) -> Iterator[str]:
    columns = ("answer", "first", "second", "agreed")
    shown = [tuple(row[name] for name in columns) for row in pack.table("comparisons.csv")]
    sealed = [
        (one["answer"], str(one["first"]), str(one["second"]), "yes" if one["agreed"] else "no")
        for one in statements.get("comparison", [])
    ]
    for (answer, first, second, _), more in _apart(shown, sealed):
        what = "in comparisons.csv is not sealed" if more > 0 else "is missing in comparisons.csv"
        yield f"Answer {answer}: the comparison of assignments {first} and {second} {what}."


def _unblindings(pack: Pack, statements: Statements) -> Iterator[str]:
    shown = [(row["answer"], plain(row["reason"])) for row in pack.table("unblindings.csv")]
    sealed = [(one["answer"], plain(one["reason"])) for one in statements.get("unblinding", [])]
    for (answer, reason), more in _apart(shown, sealed):
        what = "in unblindings.csv is not sealed" if more > 0 else "is missing in unblindings.csv"
        yield f"Answer {answer}: the unblinding for “{reason}” {what}."


def _calibrations(pack: Pack, statements: Statements) -> Iterator[str]:
    shown = [row["attempt"] for row in pack.table("calibration.csv") if row["state"] != RUNNING]
    sealed = [str(one["attempt"]) for one in statements.get("calibration", [])]
    for attempt, more in _apart(shown, sealed):
        what = "in calibration.csv is not sealed" if more > 0 else "is missing in calibration.csv"
        yield f"Calibration {attempt} {what}."


def _apart(shown: Iterable[Key], sealed: Iterable[Key]) -> Iterator[tuple[Key, int]]:
    """How many more are shown than sealed, of each key where it is not as many; less than zero for fewer."""
    more = Counter(shown)
    more.subtract(Counter(sealed))
    return ((key, count) for key, count in more.items() if count)
