"""By the kind of a requirement, groups included: what just meets it, and what just misses it."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import reduce
from operator import add

from endorsement_plugin.requirements.kinds import KINDS

from . import hours, shown
from .pieces import Demand, Miss, Pieces

GROUPS = {"any_of", "all_of"}
NO_EVIDENCE = {"attempts", "wait_months", "valid_months"}
"""Of an exam: when and how often it may be sat is asked before, never of what is shown."""


def _made(kind: str, ending: str = "") -> Callable[..., Iterator[object]]:
    module = hours if hasattr(hours, kind) else shown
    made: Callable[..., Iterator[object]] = getattr(module, kind + ending)
    return made


MEETING = {kind: _made(kind) for kind in KINDS if kind not in GROUPS}
MISSING = {kind: _made(kind, "_missed") for kind in KINDS if kind not in GROUPS}


def meeting(it: Demand, day: date) -> list[Pieces]:
    """Each way to just meet it."""
    if it["kind"] == "any_of":
        return [pieces for part in it["clauses"] for pieces in meeting(part, day)]
    if it["kind"] == "all_of":
        return [reduce(add, (meeting(part, day)[0] for part in it["clauses"]))]
    return [one for one in MEETING[it["kind"]](it, day) if isinstance(one, Pieces)]


def missing(it: Demand, day: date) -> list[Miss]:
    """Each way to just miss it, by one number or condition; of several ways one is tried at a time."""
    if it["kind"] not in GROUPS:
        return [one for one in MISSING[it["kind"]](it, day) if isinstance(one, Miss)]
    return [one for place in range(len(it["clauses"])) for one in _missing_in(it, place, day)]


def _missing_in(group: Demand, place: int, day: date) -> Iterator[Miss]:
    parts = group["clauses"]
    others = [one for number, one in enumerate(parts) if number != place] if group["kind"] == "all_of" else []
    rest = reduce(add, (meeting(part, day)[0] for part in others), Pieces())
    for miss in missing(parts[place], day):
        eased = [*parts]
        eased[place] = miss.eased or parts[place]
        yield Miss(miss.what, miss.shown + rest, group | {"clauses": eased} if miss.eased else None)


def numbers(it: Demand) -> set[str]:
    """What it says that evidence can miss: all but its name and the words around it."""
    if it["kind"] in GROUPS:
        return {name for part in it["clauses"] for name in numbers(part)}
    words = {"id", "kind", "title", "subject", "topic", "field", "framework", "designation", "or_higher"}
    optional = {"accepted", "areas", "full_time", "every", "addon"}
    return {name for name, value in it.items() if value and name not in words | optional | NO_EVIDENCE}
