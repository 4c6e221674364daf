"""A reviewer does not take an offer, or gives up what was taken on. Nobody is named, no words are kept."""

from django.db import transaction

from review_queue.access import shut_to_reviewer
from review_queue.calibration.actions import give_up
from review_queue.locks import lock_assignment
from review_queue.models import Assignment, Event, Item
from review_queue.record import move, move_assignment, record
from review_queue.rules.transitions import AssignmentState, ItemState
from review_queue.scoring.rules import StepBackReason
from review_queue.work.asking import ask


@transaction.atomic
def step_back(*, assignment: Assignment, reason: StepBackReason) -> None:
    """The reviewer no longer sees the item; its slot is open again. Drafts stay, unseen.

    Raises WrongState.
    """
    locked = lock_assignment(assignment)
    offered = locked.state == AssignmentState.OFFERED
    move_assignment(locked, AssignmentState.DECLINED if offered else AssignmentState.RECUSED)
    shut_to_reviewer(locked)
    reopen(locked.item)
    kind = Event.Kind.DECLINED if offered else Event.Kind.RECUSED
    event = record(locked.item, kind, assignment=locked, detail=reason.value)
    ask("review_queue.assign", str(event.pk))


def reopen(item: Item) -> None:
    """A slot of the locked item is open again. Nobody else scores a copy of an anchor: it ends."""
    if item.kind != Item.Kind.ANSWER:
        give_up(item)
    elif item.state == ItemState.ASSIGNED:
        move(item, ItemState.CLEARED)
    elif item.state == ItemState.ADJUDICATING:
        move(item, ItemState.DISPUTED)
