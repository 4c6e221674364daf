"""What somebody holds whose account was closed, or who reviews no longer, goes to somebody else."""

from django.db import transaction
from django.db.models import Q, QuerySet

from review_queue.access import shut_to_reviewer
from review_queue.locks import lock_assignment
from review_queue.models import Assignment, Event
from review_queue.record import move_assignment, record
from review_queue.rules.transitions import ACTIVE, AssignmentState
from review_queue.work.asking import ask
from review_queue.work.rows import for_each_row

from .step_back import reopen

CLOSED = "closed"
"""The detail of the event that says why a place is open."""


def release_closed() -> int:
    """How many assignments were taken back. For the clock."""
    return sum(for_each_row(_held_by_nobody().order_by("reviewer", "code"), _release))


def _held_by_nobody() -> QuerySet[Assignment]:
    gone = Q(reviewer__user__is_active=False) | Q(reviewer__active=False)
    return Assignment.objects.filter(gone, state__in=ACTIVE)


@transaction.atomic
def _release(assignment: Assignment) -> bool:
    """False if it was handed in, or the account opened again, in the meantime."""
    locked = lock_assignment(assignment)
    if not _held_by_nobody().filter(pk=locked.pk).exists():
        return False
    move_assignment(locked, AssignmentState.REVOKED)
    shut_to_reviewer(locked)
    reopen(locked.item)
    event = record(locked.item, Event.Kind.REVOKED, assignment=locked, detail=CLOSED)
    ask("review_queue.assign", str(event.pk))
    return True
