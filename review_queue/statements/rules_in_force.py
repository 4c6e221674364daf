"""The rubric and the policy by which answers of a round are scored."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from review_queue.models import Criterion, Round
from review_queue.verifier.sealing import unsalted


@dataclass(frozen=True, slots=True)
class Rules:
    """Both whole, as plain JSON. Nobody must guess them, so that their digests have no salt."""

    rubric: dict[str, Any]
    policy: dict[str, Any]

    @property
    def rubric_digest(self) -> str:
        return unsalted(self.rubric)

    @property
    def policy_digest(self) -> str:
        return unsalted(self.policy)


_POLICY = ("code", "criterion_gap", "total_gap", "verdict_split", "flagged", "resolution", "seed")
_WHERE_SO = ("criterion_feedback", "training_required")
_RUBRIC = ("rubric__code", "rubric__version", "rubric__title", "rubric__pass_mark")


def rules_of(rounds: Collection[int]) -> dict[int, Rules]:
    """The rules of each round, by its id. Two queries."""
    listed = list(
        Round.objects.filter(pk__in=rounds).values("pk", "rubric_id", *_WHERE_SO, *_POLICY, *_RUBRIC)
    )
    criteria = _criteria({one["rubric_id"] for one in listed})
    return {
        one["pk"]: Rules(
            {
                "code": one["rubric__code"],
                "version": one["rubric__version"],
                "title": one["rubric__title"],
                "pass_mark": f"{one['rubric__pass_mark']:.2f}",
                "criteria": criteria[one["rubric_id"]],
            },
            # Stated where it is so only: policies from before there was a choice stay as they were sealed.
            {name: one[name] for name in _POLICY} | {name: True for name in _WHERE_SO if one[name]},
        )
        for one in listed
    }


def _criteria(rubrics: Collection[int]) -> defaultdict[int, list[dict[str, Any]]]:
    names = ("code", "name", "guidance", "weight", "position")
    step = ("levels__points", "levels__label", "levels__descriptor")
    of_rubric: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    levels: dict[int, list[list[Any]]] = {}
    rows = Criterion.objects.filter(rubric__in=rubrics)
    rows = rows.order_by("rubric", "position", "pk", "levels__points")
    for pk, rubric, *values in rows.values_list("pk", "rubric_id", *names, *step):
        if pk not in levels:
            levels[pk] = []
            of_rubric[rubric].append({**dict(zip(names, values, strict=False)), "levels": levels[pk]})
        if values[-3] is not None:
            levels[pk].append(values[-3:])
    return of_rubric
