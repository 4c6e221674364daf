"""Close an item with its verdict and say so, all in the transaction of the review that settled it."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..models import Event, Item, Review, Round, Verdict
from ..queries.scorecards import policy_of
from ..rules.agreement import Resolution
from ..rules.scoring import Scorecard, passes, percent
from ..rules.transitions import ItemState
from ..signals import item_decided
from .close import close
from .record import record


def decide(
    *, item: Item, total: Fraction, resolution: Resolution, reviews: list[tuple[Review, Scorecard]]
) -> Verdict:
    """The verdict of a locked item. A receiver of `item_decided` that raises undoes all of it."""
    policy = policy_of(item.round)
    passed = passes(total, policy.pass_mark)
    verdict = Verdict.objects.create(
        item=item,
        outcome=Verdict.Outcome.PASSED if passed else Verdict.Outcome.FAILED,
        percent=two_places(total),
        resolution=resolution.value,
        feedback=_feedback(reviews, passed, policy.pass_mark),
        **rules_of(item.round),
    )
    close(item, ItemState.DECIDED)
    record(item, Event.Kind.DECIDED, detail=f"{verdict.outcome}:{resolution}")
    item_decided.send(sender=Item, ref=item.ref, outcome=verdict.outcome, feedback=verdict.feedback)
    return verdict


def rules_of(scored_in: Round) -> dict[str, Any]:
    """What a verdict keeps of the rules in force."""
    return {
        "rubric_id": scored_in.rubric_id,
        "pass_mark": scored_in.rubric.pass_mark,
        "criterion_gap": scored_in.criterion_gap,
        "total_gap": scored_in.total_gap,
        "verdict_split": scored_in.verdict_split,
        "flagged": scored_in.flagged,
        "third_score": scored_in.resolution,
    }


def two_places(total: Fraction) -> Decimal:
    """Rounded down, so that a total below the pass mark never prints as the pass mark."""
    return Decimal(total * 100 // 1) / 100


def _feedback(reviews: list[tuple[Review, Scorecard]], passed: bool, pass_mark: Fraction) -> str:
    """What reviewers who came to this outcome wrote, or all of them; ordered by code, which has no order."""
    ordered = sorted(reviews, key=lambda pair: pair[0].assignment.code)
    same = [review for review, card in ordered if passes(percent(card), pass_mark) is passed]
    chosen = same or [review for review, _ in ordered]
    return "\n\n".join(review.feedback.strip() for review in chosen)
