"""Put anchors before reviewers: items like any other, with one slot and one reviewer each."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from review_queue.access import open_to_reviewers
from review_queue.anonymization.second_reading import KINDS
from review_queue.anonymization.tokens import TOKEN
from review_queue.models import (
    Anchor,
    AnchorCopy,
    Assignment,
    Calibration,
    Item,
    Plan,
    Pool,
    Reviewer,
    Round,
    Section,
    Span,
)
from review_queue.record import record_offers
from review_queue.rules.transitions import ItemState

SLOT = 1


@dataclass(frozen=True, slots=True)
class Copy:
    """One anchor for one reviewer. `parts` are code and prompt of each section, as answers of the round have
    them; a seeded copy belongs to no calibration."""

    anchor: Anchor
    reviewer: Reviewer
    round: Round
    pool: Pool | int
    language: str
    parts: Sequence[tuple[str, str]]
    due: datetime.date
    answer_by: datetime.datetime
    leaves: datetime.datetime
    plan: Plan | None = None
    calibration: Calibration | None = None


def copy_anchors(copies: Sequence[Copy]) -> list[Assignment]:
    """The offers, in order. The anchors come with their sections; the caller holds the reviewers' locks."""
    items = Item.every.bulk_create([_item(one) for one in copies])
    AnchorCopy.objects.bulk_create(
        [
            AnchorCopy(item=item, anchor=one.anchor, reviewer=one.reviewer, calibration=one.calibration)
            for item, one in zip(items, copies, strict=True)
        ]
    )
    _write_sections(items, copies)
    made = Assignment.objects.bulk_create(
        [_assignment(item, one) for item, one in zip(items, copies, strict=True)]
    )
    offered = Assignment.objects.filter(pk__in=[one.pk for one in made])
    open_to_reviewers(offered)
    record_offers(offered)
    return made


def _item(one: Copy) -> Item:
    return Item(
        kind=Item.Kind.CALIBRATION if one.calibration else Item.Kind.SEEDED,
        ref=f"anchor-{uuid4()}",
        round=one.round,
        pool_id=one.pool if isinstance(one.pool, int) else one.pool.pk,
        state=ItemState.ASSIGNED,
        language=one.language,
    )


def _assignment(item: Item, one: Copy) -> Assignment:
    return Assignment(
        item=item,
        slot=SLOT,
        reviewer=one.reviewer,
        plan=one.plan,
        due=one.due,
        answer_by=one.answer_by,
        offered_at=one.leaves,
    )


def _write_sections(items: Sequence[Item], copies: Sequence[Copy]) -> None:
    """With a span for every token, so that masked words look as they do in an answer."""
    sections = Section.objects.bulk_create(
        [
            Section(item=item, position=position, code=code, prompt=prompt, text=part.text)
            for item, one in zip(items, copies, strict=True)
            for position, ((code, prompt), part) in enumerate(
                zip(one.parts, one.anchor.sections.all(), strict=True)
            )
        ]
    )
    Span.objects.bulk_create(
        [
            Span(
                section=section,
                start=token.start(),
                end=token.end(),
                kind=token[1],
                source=Span.Source.IDENTITY,
            )
            for section in sections
            for token in TOKEN.finditer(section.text)
            if token[1] in KINDS
        ]
    )
