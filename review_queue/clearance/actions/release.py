"""A clearer has read the text and lets it go to reviewers."""

import datetime

from django.db import transaction
from django.utils import timezone

from review_queue.errors import FileHeld, MaskedMeanwhile, NotLookedAt, NotTickedOff, WrongState
from review_queue.items.actions.masked_texts import seen, texts_of
from review_queue.items.actions.measure import measure
from review_queue.items.queries.alike import rule_of
from review_queue.items.queries.file_pages import held_files, looks_of, not_looked_at
from review_queue.locks import lock_item
from review_queue.models import Event, Item, Suspect
from review_queue.permissions import User, items_to_clear
from review_queue.record import move, record
from review_queue.rules.transitions import ItemState
from review_queue.statements.subjects import Subject
from review_queue.work.asking import ask


@transaction.atomic
def release(*, item: Item, by: User, as_seen: str = "") -> None:
    """The item may be assigned; whoever released it never scores it.

    `as_seen` is the digest of the text that this person has read. Raises WrongState, MaskedMeanwhile if
    another one has changed it since, FileHeld if a file of it must not be shown, NotLookedAt if this person
    has not looked at every page, and NotTickedOff if nobody has decided on a marked word.
    """
    locked = lock_for_clearing(item, by)
    if as_seen and as_seen != seen(texts_of(locked)):
        raise MaskedMeanwhile
    pages = _check_files(locked, by)
    if words := undecided(locked):
        raise NotTickedOff(len(words))
    locked.cleared_by_id = by.pk
    locked.waits_until = _waits_until(locked)
    locked.save(update_fields=["cleared_by", "waits_until"])
    remaining, _ = Suspect.objects.filter(section__item=locked).delete()
    move(locked, ItemState.CLEARED)
    measure(locked)
    event = record(
        locked,
        Event.Kind.CLEARED,
        actor=by,
        detail=f"suspects:{remaining}{pages}",
        states=(Subject.RELEASE, locked.pk),
    )
    ask("review_queue.assign", str(event.pk))


def _waits_until(item: Item) -> datetime.date | None:
    """Until the assigning job has counted those of its description, whatever is in already; but who was asked
    for it before has seen it."""
    rule = rule_of(item.pool)
    if not rule.waits or item.assignments.exists():
        return None
    return rule.until(timezone.localdate(), item.round.window_until)


def _check_files(item: Item, by: User) -> str:
    """How many pages this person has looked at, for the trail."""
    for file in held_files(item)[:1]:
        raise FileHeld(file.part, file.why_held)
    if pages := not_looked_at(item, by):
        raise NotLookedAt(pages)
    looks = len(looks_of(item, by))
    return f" pages:{looks}" if looks else ""


def undecided(item: Item) -> set[str]:
    """The marked words that nobody has masked or left in. One query."""
    rows = Suspect.objects.filter(section__item=item, ticked_by=None).select_related("section")
    return {one.section.text[one.start : one.end] for one in rows}


def lock_for_clearing(item: Item, by: User) -> Item:
    """The item, locked, while it waits for this clearer.

    Raises WrongState if somebody else has moved it on, or it is no longer this person's to clear.
    """
    locked = lock_item(item.pk)
    if not items_to_clear(by).filter(pk=item.pk).exists():
        raise WrongState
    return locked
