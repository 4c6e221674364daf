"""Calibrations that have ended, assignments as they were made, who learned whose answer it is, and what chief
reviewers did."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from review_queue.models import Assignment, Calibration, Intervention, ReferenceMark, Unblinding

from .reviews import moment

Statement = dict[str, Any]

_COUNTS = ("state", "marks", "exact", "adjacent", "flips")
_SET = ("title", "language", "use", "exact_least", "adjacent_least", "valid_days")


def calibrations(keys: Collection[int]) -> dict[int, Statement]:
    """Each attempt with the standard it was held to and what its texts have earned. Two queries."""
    rows = list(
        Calibration.objects.filter(pk__in=keys).values(
            *("pk", "reviewer_id", "anchor_set_id", "ended_at", "valid_until", *_COUNTS),
            *(f"anchor_set__{name}" for name in _SET),
        )
    )
    earned: defaultdict[int, list[list[Any]]] = defaultdict(list)
    columns = ("anchor__anchor_set_id", "anchor_id", "criterion__code", "level__points", "because")
    references = ReferenceMark.objects.filter(anchor__anchor_set__in={one["anchor_set_id"] for one in rows})
    for of_set, *mark in references.order_by("anchor", "criterion__code").values_list(*columns):
        earned[of_set].append(mark)
    return {
        one["pk"]: {
            "attempt": one["pk"],
            "reviewer": one["reviewer_id"],
            "set": one["anchor_set_id"],
            **{name: one[name] for name in _COUNTS},
            **{f"set_{name}": one[f"anchor_set__{name}"] for name in _SET},
            "references": earned[one["anchor_set_id"]],
            "ended_at": moment(one["ended_at"]),
            "valid_until": one["valid_until"].isoformat() if one["valid_until"] else None,
        }
        for one in rows
    }


def assignments(keys: Collection[int]) -> dict[int, Statement]:
    """To whom which slot was given: of assignments from before their event said so. One query."""
    rows = Assignment.objects.filter(pk__in=keys).values_list("pk", "item__code", "slot", "reviewer_id")
    return {
        pk: {"answer": code, "assignment": pk, "slot": slot, "reviewer": reviewer}
        for pk, code, slot, reviewer in rows
    }


def unblindings(keys: Collection[int]) -> dict[int, Statement]:
    """Who learned whose answer it was, and why. One query."""
    rows = Unblinding.objects.filter(pk__in=keys)
    return {
        pk: {"answer": code, "by": by, "reason": reason, "opened_at": moment(opened), "until": moment(until)}
        for pk, code, by, reason, opened, until in rows.values_list(
            "pk", "item__code", "by_id", "reason", "opened_at", "until"
        )
    }


def interventions(keys: Collection[int]) -> dict[int, Statement]:
    """What a chief reviewer did where an answer did not go by itself, and why. One query."""
    names = ("kind", "by_id", "reason", "assignment_id", "beyond_capacity", "until", "at")
    rows = Intervention.objects.filter(pk__in=keys).values("pk", "item__code", *names)
    return {
        one["pk"]: {
            "answer": one["item__code"],
            "intervention": one["pk"],
            "what": one["kind"],
            "by": one["by_id"],
            "reason": one["reason"],
            "assignment": one["assignment_id"],
            "beyond_capacity": one["beyond_capacity"],
            "until": one["until"].isoformat() if one["until"] else None,
            "at": moment(one["at"]),
        }
        for one in rows
    }
