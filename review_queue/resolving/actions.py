"""Hold two reviews against each other, or bring in the third. Under the item's lock, so once per pair.

Close an item with its verdict and say so, all in the transaction of the review that settled it.

Have a decided answer scored once more, by people who cannot tell that it is.
"""

import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction

from review_queue.errors import NotDecided, ScoredAgain
from review_queue.items.actions.close import close
from review_queue.items.actions.take_in import Exclusions, write_exclusions
from review_queue.items.queries.rescoring import others
from review_queue.items.queries.scorecards import policy_of, rubric_of, scorecards
from review_queue.locks import lock_item
from review_queue.models import (
    ADJUDICATOR_SLOT,
    PAIR,
    Agreement,
    Difference,
    Event,
    Item,
    PageDoubt,
    Requirement,
    Review,
    Round,
    Section,
    SectionFile,
    Span,
    Verdict,
)
from review_queue.record import move, record
from review_queue.rules import agreement
from review_queue.rules.agreement import Resolution
from review_queue.rules.scoring import Scorecard, passes, percent
from review_queue.rules.transitions import UNFINISHED, AssignmentState, ItemState
from review_queue.signals import item_decided
from review_queue.statements.subjects import Subject
from review_queue.work.asking import ask

WAITING = {
    ItemState.ASSIGNED: frozenset(PAIR),
    ItemState.ADJUDICATING: frozenset({*PAIR, ADJUDICATOR_SLOT}),
}
"""The slots whose reviews an item in this state waits for."""


@transaction.atomic
def compare(*, event_id: int) -> None:
    """A review was handed in: compare when both of the pair are in, settle when the adjudicator is.

    Otherwise, or if that is done, nothing; a seeded anchor has no pair.
    """
    item = lock_item(Event.objects.values_list("item", flat=True).get(pk=event_id))
    if item.kind != Item.Kind.ANSWER or item.state not in WAITING:
        return
    reviews = {
        review.assignment.slot: review
        for review in Review.objects.select_related("assignment").filter(
            assignment__item=item, assignment__state=AssignmentState.SUBMITTED
        )
    }
    if not reviews.keys() >= WAITING[ItemState(item.state)]:
        return
    cards = scorecards(reviews.values(), rubric_of(item.round.rubric))
    if ADJUDICATOR_SLOT in reviews:
        _settle(item, reviews, cards)
    else:
        _compare(item, reviews, cards)


def _compare(item: Item, reviews: dict[int, Review], cards: dict[int, Scorecard]) -> None:
    first, second = (cards[reviews[slot].pk] for slot in (1, 2))
    flagged = any(review.flag for review in reviews.values())
    differences = agreement.differences(first, second, policy_of(item.round), flagged=flagged)
    row = Agreement.objects.create(
        item=item, first=reviews[1].assignment, second=reviews[2].assignment, agreed=not differences
    )
    move(item, ItemState.SCORED)
    if differences:
        _dispute(item, row, differences)
    else:
        record(item, Event.Kind.AGREED, states=(Subject.COMPARISON, row.pk))
        _decide(item, reviews, cards, agreement.agreed_total(first, second), agreement.Resolution.AGREED)


def _dispute(item: Item, row: Agreement, differences: list[agreement.Difference]) -> None:
    """A third reviewer is looked for; nobody is told what the first two said."""
    Difference.objects.bulk_create(
        Difference(agreement=row, reason=one.reason.value, criterion=one.criterion) for one in differences
    )
    move(item, ItemState.DISPUTED)
    why = ",".join(sorted({one.reason.value for one in differences}))
    event = record(item, Event.Kind.DISPUTED, detail=why, states=(Subject.COMPARISON, row.pk))
    ask("review_queue.assign", str(event.pk))


def _settle(item: Item, reviews: dict[int, Review], cards: dict[int, Scorecard]) -> None:
    first, second, third = (cards[reviews[slot].pk] for slot in (1, 2, ADJUDICATOR_SLOT))
    resolution = policy_of(item.round).resolution
    _decide(item, reviews, cards, agreement.resolve((first, second), third, resolution), resolution)


def _decide(
    item: Item,
    reviews: dict[int, Review],
    cards: dict[int, Scorecard],
    total: Fraction,
    resolution: agreement.Resolution,
) -> None:
    decide(
        item=item,
        total=total,
        resolution=resolution,
        reviews=[(review, cards[review.pk]) for review in reviews.values()],
    )


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
    how = f"{verdict.outcome}:{resolution}"
    record(item, Event.Kind.DECIDED, detail=how, states=(Subject.VERDICT, item.pk))
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


REASONS = frozenset({"appeal", "incident", "audit"})


@transaction.atomic
def rescore(
    *, item_id: UUID, new_ref: str, reason: str, exclusions: Exclusions, due: datetime.date | None
) -> Item:
    """The new item, cleared, since a person has read and released this very text.

    It bars all whom any other scoring of the answer was ever offered to. Raises NotDecided or ScoredAgain,
    and IntegrityError for a `new_ref` that another process has just written.
    """
    first = lock_item(item_id)
    if first.state != ItemState.DECIDED:
        raise NotDecided
    if first.rescores.exclude(state__in=UNFINISHED).exists():
        raise ScoredAgain
    again = _copy(first, new_ref, due)
    former = Item.objects.filter(pk__in=others([again])[again.pk]).values_list("ref", flat=True)
    write_exclusions(again, replace(exclusions, earlier=exclusions.earlier | frozenset(former)))
    record(first, Event.Kind.RESCORED, detail=reason if reason in REASONS else "other")
    record(again, Event.Kind.RECEIVED, detail="rescore", states=(Subject.ITEM, again.pk))
    event = record(again, Event.Kind.CLEARED, detail="rescore", states=(Subject.RELEASE, again.pk))
    ask("review_queue.assign", str(event.pk))
    return again


def _copy(first: Item, new_ref: str, due: datetime.date | None) -> Item:
    again = Item.objects.create(
        ref=new_ref,
        round_id=first.round_id,
        pool_id=first.pool_id,
        state=ItemState.CLEARED,
        language=first.language,
        due=due,
        cleared_by_id=first.cleared_by_id,
        rescore_of=first,
        origin=first.origin,
    )
    tags = first.requirements.values_list("tag", flat=True)
    Requirement.objects.bulk_create(Requirement(item=again, tag=tag) for tag in tags)
    _copy_text(first, again)
    return again


def _copy_text(first: Item, again: Item) -> None:
    """The sections as they were released, with what is masked in them."""
    old = list(first.sections.select_related("file").prefetch_related("spans", "file__doubts"))
    new = Section.objects.bulk_create(
        Section(item=again, position=one.position, code=one.code, prompt=one.prompt, text=one.text)
        for one in old
    )
    Span.objects.bulk_create(
        Span(section=to, start=span.start, end=span.end, kind=span.kind, source=span.source)
        for one, to in zip(old, new, strict=True)
        for span in one.spans.all()
    )
    for one, to in zip(old, new, strict=True):
        if hasattr(one, "file"):
            _copy_file(one.file, to)


def _copy_file(first: SectionFile, to: Section) -> None:
    """A row that names the same stored file; its looks begin anew if it is ever cleared again."""
    again = SectionFile.objects.create(
        section=to,
        name=first.name,
        sha256=first.sha256,
        size=first.size,
        pages=first.pages,
        text_start=first.text_start,
    )
    PageDoubt.objects.bulk_create(
        PageDoubt(file=again, page=one.page, reason=one.reason, words=one.words) for one in first.doubts.all()
    )
