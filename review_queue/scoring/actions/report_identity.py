"""A reviewer found that the text identifies someone: stop everything and give it back to the clearers."""

from collections.abc import Iterable

from django.db import transaction

from review_queue.calibration.actions import give_up
from review_queue.errors import WrongState
from review_queue.locks import lock_assignment
from review_queue.models import Assignment, Event, Item
from review_queue.record import record
from review_queue.rules.transitions import ACTIVE, CLOSED
from review_queue.work.asking import ask

from .receive_again import close_to_reviewers, forget_looks, receive_again


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
    close_to_reviewers(locked.item)
    if locked.item.state in CLOSED:  # withdrawn, and this reviewer's moment had not come
        return
    if locked.item.kind == Item.Kind.ANSWER:
        receive_again(locked.item)
    else:
        _give_up(locked.item)


def _give_up(item: Item) -> None:
    """Writes and asks for the same as for an answer, which finds nothing to do."""
    forget_looks(item)
    give_up(item)
    event = record(item, Event.Kind.WITHDRAWN, detail="anchor")
    ask("review_queue.tell_clearers", str(event.pk))
