"""Close an item with its verdict and say so, all in the transaction of the review that settled it."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from review_queue.items.actions.close import close
from review_queue.items.queries.scorecards import policy_of
from review_queue.models import Event, Item, Mark, Review, Round, Verdict
from review_queue.record import record
from review_queue.rules.agreement import Card, Resolution
from review_queue.rules.scoring import passes, percent
from review_queue.rules.transitions import ItemState
from review_queue.signals import item_decided
from review_queue.statements.subjects import Subject


def decide(
    *, item: Item, total: Fraction | None, resolution: Resolution, reviews: Sequence[tuple[Review, Card]]
) -> Verdict:
    """The verdict of a locked item; without a total, that it cannot be scored. A receiver of `item_decided`
    that raises undoes all of it."""
    line = policy_of(item.round).pass_mark
    outcome = _outcome(total, line)
    verdict = Verdict.objects.create(
        item=item,
        outcome=outcome,
        percent=None if total is None else two_places(total),
        resolution=resolution.value,
        feedback=_feedback(item, reviews, outcome, line),
        **rules_of(item.round),
    )
    close(item, ItemState.DECIDED)
    how = f"{verdict.outcome}:{resolution}"
    record(item, Event.Kind.DECIDED, detail=how, states=(Subject.VERDICT, item.pk))
    item_decided.send(
        sender=Item,
        ref=item.ref,
        outcome=verdict.outcome,
        feedback=verdict.feedback,
        unscorable=tuple(sorted({review.unscorable for review, _ in reviews} - {""}))
        if total is None
        else (),
    )
    return verdict


def _outcome(total: Fraction | None, pass_mark: Fraction) -> Verdict.Outcome:
    if total is None:
        return Verdict.Outcome.UNSCORABLE
    return Verdict.Outcome.PASSED if passes(total, pass_mark) else Verdict.Outcome.FAILED


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


def _feedback(
    item: Item, reviews: Sequence[tuple[Review, Card]], outcome: Verdict.Outcome, pass_mark: Fraction
) -> str:
    """What reviewers who came to this outcome wrote, or all of them; ordered by code, which has no order.

    Comments on criteria follow where the round says so."""
    ordered = sorted(reviews, key=lambda pair: pair[0].assignment.code)
    same = [
        review
        for review, card in ordered
        if _outcome(None if card is None else percent(card), pass_mark) == outcome
    ]
    chosen = same or [review for review, _ in ordered]
    texts = [review.feedback.strip() for review in chosen]
    if item.round.criterion_feedback:
        texts += _by_criterion(chosen)
    return "\n\n".join(texts)


def _by_criterion(chosen: Sequence[Review]) -> list[str]:
    """The comments of these reviews, criterion after criterion, in the order of the reviews."""
    marks = Mark.objects.filter(review__in=chosen).exclude(comment="").select_related("criterion")
    order = {review.pk: place for place, review in enumerate(chosen)}
    listed = sorted(marks, key=lambda one: (one.criterion.position, one.criterion_id, order[one.review_id]))
    return [f"{one.criterion.name}: {one.comment.strip()}" for one in listed]
