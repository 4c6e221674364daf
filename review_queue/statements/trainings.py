"""What reviewers were trained in."""

from collections.abc import Collection
from typing import Any

from review_queue.models import Training

from .reviews import moment

Statement = dict[str, Any]

_PLAIN = ("what", "given_by", "struck_because", "recorded_by_id", "struck_by_id")


def trainings(keys: Collection[int]) -> dict[int, Statement]:
    """Each training, struck out or not. One query."""
    columns = ("pk", "reviewer_id", "given_on", "hours", "valid_until", "recorded_at", "struck_at", *_PLAIN)
    return {
        one["pk"]: {
            "answer": f"(training of R{one['reviewer_id']})",
            "training": one["pk"],
            "reviewer": one["reviewer_id"],
            **{name: one[name] for name in _PLAIN},
            "given_on": one["given_on"].isoformat(),
            "hours": f"{one['hours']:.2f}",
            "valid_until": one["valid_until"].isoformat() if one["valid_until"] else None,
            "recorded_at": moment(one["recorded_at"]),
            "struck_at": moment(one["struck_at"]),
        }
        for one in Training.objects.filter(pk__in=keys).values(*columns)
    }
