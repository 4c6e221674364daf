"""A reviewer found that the text identifies someone: stop everything and give it back to the clearers."""

from collections.abc import Iterable

from django.db import transaction

from review_queue.calibration.actions import give_up
from review_queue.errors import WrongState
from review_queue.items.actions.revoke import revoke_all
from review_queue.locks import lock_assignment
from review_queue.models import Assignment, Event, Item, PageLook
from review_queue.record import move, record
from review_queue.rules.transitions import ACTIVE, CLOSED, ItemState
from review_queue.work.asking import ask

from .end_work import end_with


@transaction.atomic
def report_identity(*, assignment: Assignment, sections: Iterable[int] = ()) -> None:
    """The item is closed to every reviewer at once and waits for clearance again, then for new reviewers.
    Every page of a file must be looked at anew. A copy of an anchor ends, which looks the same.
    Anchors that others hold end with it: what ends for two alone shows that they shared it.

    `sections` are positions of the sections in question. Raises WrongState.
    """
    locked = lock_assignment(assignment)
    if locked.state not in ACTIVE:
        raise WrongState
    places = ",".join(str(position + 1) for position in sorted(set(sections)))
    record(locked.item, Event.Kind.IDENTITY_REPORTED, assignment=locked, detail=f"sections:{places}"[:60])
    end_with(locked.item)
    revoke_all(locked.item)
    if locked.item.state in CLOSED:  # withdrawn, and this reviewer's moment had not come
        return
    event = _receive_again(locked.item)
    ask("review_queue.tell_clearers", str(event.pk))


def _receive_again(item: Item) -> Event:
    PageLook.objects.filter(file__section__item=item).delete()
    if item.kind != Item.Kind.ANSWER:
        give_up(item)
        return record(item, Event.Kind.WITHDRAWN, detail="anchor")
    move(item, ItemState.RECEIVED)
    return record(item, Event.Kind.RECEIVED, detail="again")
