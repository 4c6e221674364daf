"""training.csv against what was sealed, and offers of a round that demands a training."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from .chain import Told
from .pack import Pack, compare
from .stated import Statements

Row = dict[str, Any]


def check(pack: Pack, told: Told, statements: Statements) -> Iterator[str]:
    """A sentence for each row that is not what was sealed, and for each answer that was offered to one of its
    scorers without a training that counted on the day."""
    trainings = statements.get("training", [])
    sealed = {str(one["training"]): _row(one) for one in trainings}
    yield from compare("training.csv", "number", sealed, pack.table("training.csv"))
    if (pack.json("rules.json") or {"policy": {}})["policy"].get("training_required"):
        yield from _untrained(told, statements, trainings)


def _row(one: Row) -> Row:
    return {
        "scorer": f"R{one['reviewer']}",
        "what": one["what"],
        "given_on": one["given_on"],
        "hours": one["hours"],
        "given_by": one["given_by"],
        "valid_until": one["valid_until"] or "",
        "struck_because": one["struck_because"],
    }


def _untrained(told: Told, statements: Statements, trainings: list[Row]) -> Iterator[str]:
    """One that was struck out later did count when it was offered."""
    spans: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for one in trainings:
        spans[one["reviewer"]].append((one["given_on"], one["valid_until"] or "9999-12-31"))
    offered = {
        (event["item"], event["detail"]): event["day"]
        for event in told.events.values()
        if event["kind"] == "offered"
    }
    for one in statements.get("review", []):
        day = offered.get((one["item"], f"slot:{one['slot']},reviewer:{one['reviewer']}"))
        if one.get("kind", "answer") == "answer" and day and not _covered(day, spans[one["reviewer"]]):
            yield f"Answer {one['answer']}: R{one['reviewer']} had no training that counted on {day}."


def _covered(day: str, spans: list[tuple[str, str]]) -> bool:
    """Days of events are those of UTC, trainings have days of where they were given: one may be the next."""
    on, one = datetime.date.fromisoformat(day), datetime.timedelta(days=1)
    return any(first <= (on + one).isoformat() and (on - one).isoformat() <= last for first, last in spans)
