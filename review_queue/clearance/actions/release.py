"""A clearer has read the text and lets it go to reviewers."""

from django.db import transaction

from review_queue.errors import FileHeld, NotLookedAt, WrongState
from review_queue.items.actions.measure import measure
from review_queue.items.queries.file_pages import held_files, looks_of, not_looked_at
from review_queue.locks import lock_item
from review_queue.models import Event, Item, Suspect
from review_queue.permissions import User, items_to_clear
from review_queue.record import move, record
from review_queue.rules.transitions import ItemState
from review_queue.statements.subjects import Subject
from review_queue.work.asking import ask


@transaction.atomic
def release(*, item: Item, by: User) -> None:
    """The item may be assigned; whoever released it never scores it.

    Raises WrongState, FileHeld if a file of it must not be shown, NotLookedAt if this person has not
    looked at every page.
    """
    locked = lock_for_clearing(item, by)
    pages = _check_files(locked, by)
    locked.cleared_by_id = by.pk
    locked.save(update_fields=["cleared_by"])
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


def _check_files(item: Item, by: User) -> str:
    """How many pages this person has looked at, for the trail."""
    for file in held_files(item)[:1]:
        raise FileHeld(file.part, file.why_held)
    if pages := not_looked_at(item, by):
        raise NotLookedAt(pages)
    looks = len(looks_of(item, by))
    return f" pages:{looks}" if looks else ""


def lock_for_clearing(item: Item, by: User) -> Item:
    """The item, locked, while it waits for this clearer.

    Raises WrongState if somebody else has moved it on, or it is no longer this person's to clear.
    """
    locked = lock_item(item.pk)
    if not items_to_clear(by).filter(pk=item.pk).exists():
        raise WrongState
    return locked
