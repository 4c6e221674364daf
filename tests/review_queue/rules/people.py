"""Candidates and demands for the pure rules."""

from typing import Any

from review_queue.rules.eligibility import Candidate, Demand


def candidate(number: int, **traits: Any) -> Candidate:
    values: dict[str, Any] = {
        "id": number, "user": 100 + number, "pools": frozenset({1}), "tags": frozenset(),
        "languages": frozenset({"en"}), "agency": "", "digests": frozenset(), "capacity": 5, "held": 0,
        "done": 0, "novice": False, "may_adjudicate": False, "active": True,
    }  # fmt: skip
    return Candidate(**{**values, **traits})


def demand(name: str = "item", **traits: Any) -> Demand:
    values: dict[str, Any] = {
        "item": name, "pool": 1, "slots": (1, 2), "requires": frozenset(), "language": "en",
        "barred": frozenset(), "barred_digests": frozenset(), "asked": frozenset(),
        "agencies_beside": frozenset(), "novice_beside": False, "adjudication": False,
    }  # fmt: skip
    return Demand(**{**values, **traits})
