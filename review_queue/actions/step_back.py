"""A reviewer does not take an offer, or gives up what was taken on. Nobody is named, no words are kept."""

from django.db import models, transaction

from ..models import Assignment, Event, Item
from ..rules.transitions import AssignmentState, ItemState
from ..work.asking import ask
from .access import shut_to_reviewer
from .lock import lock_assignment
from .record import move, move_assignment, record
from .settle_anchor import give_up


class StepBackReason(models.TextChoices):
    RECOGNIZED = "recognized", "I think I know whose answer this is"
    CONFLICT = "conflict", "I have another conflict of interest"
    OVERLOAD = "overload", "I have no time for it"
    OTHER = "other", "Another reason"


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
