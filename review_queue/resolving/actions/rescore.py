"""Have a decided answer scored once more, by people who cannot tell that it is."""

import datetime
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from review_queue.errors import NotDecided, ScoredAgain
from review_queue.items.actions.take_in import Exclusions, write_exclusions
from review_queue.items.queries.rescoring import others
from review_queue.locks import lock_item
from review_queue.models import Event, Item, PageDoubt, Requirement, Section, SectionFile, Span
from review_queue.record import record
from review_queue.rules.transitions import UNFINISHED, ItemState
from review_queue.statements.subjects import Subject
from review_queue.work.asking import ask

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
        Span(
            section=to,
            start=span.start,
            end=span.end,
            kind=span.kind,
            source=span.source,
            length=span.length,
        )
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
