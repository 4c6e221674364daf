"""Work that somebody has in hand: take it back, or give it more time."""

import datetime

from django.db import transaction

from review_queue.access import shut_to_reviewer
from review_queue.errors import NotWaiting
from review_queue.models import Assignment, Event, Intervention, Item
from review_queue.permissions import User
from review_queue.record import move_assignment, record
from review_queue.rules.transitions import AssignmentState
from review_queue.scoring.actions.step_back import reopen
from review_queue.work.asking import ask

from .intervene import in_hand, lock_led, note_intervention


@transaction.atomic
def take_back(*, item: Item, slot: int, by: User, reason: str) -> Assignment:
    """The reviewer no longer sees the answer and is not asked for it again; the place is open.

    Raises NotAllowed, NotWaiting if nobody has it in hand now, or WithoutReason.
    """
    locked = lock_led(item, by)
    held = _held(locked, slot)
    move_assignment(held, AssignmentState.REVOKED)
    shut_to_reviewer(held)
    reopen(locked)
    event = record(locked, Event.Kind.REVOKED, assignment=held)
    note_intervention(locked, Intervention.Kind.TAKEN_BACK, by=by, reason=reason, assignment=held)
    ask("review_queue.assign", str(event.pk))
    return held


@transaction.atomic
def give_time(*, item: Item, slot: int, by: User, reason: str, days: int) -> Assignment:
    """The work, due so many days later than it was; so is the answer to an offer. What the reviewer may ask
    for stays as it was. Raises NotAllowed, NotWaiting or WithoutReason."""
    locked = lock_led(item, by)
    held = _held(locked, slot)
    more = datetime.timedelta(days=days)
    held.due += more
    if held.state == AssignmentState.OFFERED:
        held.answer_by += more
    held.save(update_fields=["due", "answer_by"])
    record(locked, Event.Kind.EXTENDED, assignment=held, detail=f"days:{days}")
    note_intervention(
        locked, Intervention.Kind.MORE_TIME, by=by, reason=reason, assignment=held, until=held.due
    )
    return held


def _held(item: Item, slot: int) -> Assignment:
    held = in_hand(item).get(slot)
    if held is None:
        raise NotWaiting("Nobody has this place in hand any more. Reload the page to see where it is now.")
    return held
