"""How reviews compared, and what came of it."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from review_queue.models import Agreement, Assignment, Difference, Verdict
from review_queue.rules.transitions import AssignmentState

from .reviews import moment
from .rules_in_force import rules_of

Statement = dict[str, Any]


def comparisons(keys: Collection[int]) -> dict[int, Statement]:
    """Each comparison, by its id. Four queries."""
    differences: defaultdict[int, list[list[str]]] = defaultdict(list)
    reasons = Difference.objects.filter(agreement__in=keys).order_by("reason", "criterion")
    for agreement, *reason in reasons.values_list("agreement_id", "reason", "criterion"):
        differences[agreement].append(reason)
    rows = list(
        Agreement.objects.filter(pk__in=keys).values(
            "pk", "first_id", "second_id", "agreed", "item__code", "item__round_id"
        )
    )
    rules = rules_of({one["item__round_id"] for one in rows})
    return {
        one["pk"]: {
            "answer": one["item__code"],
            "first": one["first_id"],
            "second": one["second_id"],
            "agreed": one["agreed"],
            "differences": differences[one["pk"]],
            "rubric": rules[one["item__round_id"]].rubric_digest,
            "policy": rules[one["item__round_id"]].policy_digest,
        }
        for one in rows
    }


_RULES = ("criterion_gap", "total_gap", "verdict_split", "flagged", "third_score")


def verdicts(keys: Collection[UUID]) -> dict[UUID, Statement]:
    """The result of each item, by the item's id. Four queries."""
    rows = list(
        Verdict.objects.filter(item__in=keys).values(
            *("item_id", "item__code", "item__round_id", "outcome", "percent", "resolution", "feedback"),
            *("rubric__code", "rubric__version", "pass_mark", "decided_at", *_RULES),
        )
    )
    rules = rules_of({one["item__round_id"] for one in rows})
    rests_on: defaultdict[UUID, list[int]] = defaultdict(list)
    handed_in = Assignment.objects.filter(
        item__in=[one["item_id"] for one in rows], state=AssignmentState.SUBMITTED
    )
    for item, assignment in handed_in.order_by("pk").values_list("item_id", "pk"):
        rests_on[item].append(assignment)
    return {
        one["item_id"]: {
            "answer": one["item__code"],
            "outcome": one["outcome"],
            "percent": None if one["percent"] is None else f"{one['percent']:.2f}",
            "how": one["resolution"],
            "feedback": one["feedback"],
            "of_rubric": f"{one['rubric__code']} {one['rubric__version']}",
            "pass_mark": f"{one['pass_mark']:.2f}",
            **{name: one[name] for name in _RULES},
            "at": moment(one["decided_at"]),
            "reviews": rests_on[one["item_id"]],
            "rubric": rules[one["item__round_id"]].rubric_digest,
            "policy": rules[one["item__round_id"]].policy_digest,
        }
        for one in rows
    }
