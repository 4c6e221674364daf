"""Candidates and demands for the pure rules, and plans looked at by item."""

from typing import Any

from review_queue.matching.assignment import Plan
from review_queue.matching.eligibility import Candidate, Demand


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
        "barred": frozenset(), "barred_digests": frozenset(), "asked": frozenset(), "beside": frozenset(),
        "agencies_beside": frozenset(), "novice_beside": False, "adjudication": False,
    }  # fmt: skip
    return Demand(**{**values, **traits})


def teams_of(drawn: Plan) -> dict[str, tuple[int, ...]]:
    """The reviewers of each item, the lower id first."""
    teams: dict[str, list[int]] = {}
    for item, _, who in drawn.pairs:
        teams.setdefault(item, []).append(who)
    return {item: tuple(sorted(team)) for item, team in teams.items()}
