"""What a reviewer has handed in."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from review_queue.models import AnchorCopy, Mark, Review

from .rules_in_force import Rules, rules_of

Statement = dict[str, Any]


def moment(at: datetime.datetime | None) -> str | None:
    """In UTC, because engines differ."""
    return at.astimezone(datetime.UTC).isoformat(timespec="microseconds") if at else None


def reviews(assignments: Collection[int]) -> dict[int, Statement]:
    """The review of each of these assignments, by the assignment's id. Five queries, also for an anchor, so
    that handing one in takes no other time than handing in an answer."""
    names = ("slot", "reviewer_id", "code", "item__kind", "item__code", "item__round_id")
    rows = Review.objects.filter(assignment__in=assignments).values(
        *("pk", "assignment_id", "feedback", "flag", "unscorable", "submitted_at"),
        *(f"assignment__{name}" for name in names),
    )
    listed = list(rows)
    marks, comments = _marks([one["pk"] for one in listed])
    anchors = _anchors(assignments)
    rules = rules_of({one["assignment__item__round_id"] for one in listed})
    return {
        one["assignment_id"]: {
            **_work(one),
            **_rules(rules.get(one["assignment__item__round_id"])),
            "marks": marks[one["pk"]],
            "comments": comments[one["pk"]],
            "anchor": anchors.get(one["assignment_id"]),
        }
        for one in listed
    }


def _work(row: dict[str, Any]) -> Statement:
    at = moment(row["submitted_at"])
    return {
        "answer": row["assignment__item__code"],
        "kind": row["assignment__item__kind"],
        "assignment": row["assignment_id"],
        "slot": row["assignment__slot"],
        "reviewer": row["assignment__reviewer_id"],
        "own_code": row["assignment__code"],
        "feedback": row["feedback"],
        "flag": row["flag"],
        # Stated where it is said only: statements from before it could be said stay as they are.
        **({"unscorable": row["unscorable"]} if row["unscorable"] else {}),
        "at": at,
    }


def _rules(rules: Rules | None) -> Statement:
    return {
        "rubric": rules.rubric_digest if rules else None,
        "policy": rules.policy_digest if rules else None,
    }


def _marks(reviews: list[int]) -> tuple[dict[int, dict[str, Any]], dict[int, dict[str, str]]]:
    """Points and comments of each review by the code of the criterion. A level of another criterion is no
    mark on this one, nor are two on criteria of one code, and it says so."""
    points: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    comments: defaultdict[int, dict[str, str]] = defaultdict(dict)
    rows = Mark.objects.filter(review__in=reviews).values_list(
        "review_id", "criterion__code", "criterion_id", "level__points", "level__criterion_id", "comment"
    )
    for review, code, criterion, given, of_criterion, comment in rows:
        own = given if of_criterion in (None, criterion) else "of another criterion"
        points[review][code] = "given twice" if code in points[review] else own
        comments[review][code] = comment
    return points, comments


def _anchors(assignments: Collection[int]) -> dict[int, Statement]:
    """Of copies of anchors, which anchor it is and what it has earned."""
    names = ("item__assignments", "anchor_id", "anchor__name")
    mark = ("anchor__references__criterion__code", "anchor__references__level__points")
    found: dict[int, Statement] = {}
    copies = AnchorCopy.objects.filter(item__assignments__in=assignments)
    for assignment, anchor, name, code, points in copies.values_list(*names, *mark):
        one = found.setdefault(assignment, {"anchor": anchor, "name": name, "marks": {}})
        if code is not None:
            one["marks"][code] = points
    return found
