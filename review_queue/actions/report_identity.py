"""A reviewer found that the text identifies someone: stop everything and give it back to the clearers."""

from collections.abc import Iterable

from django.db import transaction

from ..errors import WrongState
from ..models import Assignment, Event
from ..rules.transitions import ACTIVE, ItemState
from ..work.asking import ask
from .lock import lock_assignment
from .record import move, record
from .revoke import revoke_all


@transaction.atomic
def report_identity(*, assignment: Assignment, sections: Iterable[int] = ()) -> None:
    """The item is closed to every reviewer at once and waits for clearance again, then for new reviewers.

    `sections` are positions of the sections in question. Raises WrongState.
    """
    locked = lock_assignment(assignment)
    if locked.state not in ACTIVE:
        raise WrongState
    places = ",".join(str(position + 1) for position in sorted(set(sections)))
    record(locked.item, Event.Kind.IDENTITY_REPORTED, assignment=locked, detail=f"sections:{places}"[:60])
    revoke_all(locked.item)
    move(locked.item, ItemState.RECEIVED)
    event = record(locked.item, Event.Kind.RECEIVED, detail="again")
    ask("review_queue.tell_clearers", str(event.pk))
