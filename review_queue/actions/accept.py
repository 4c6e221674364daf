"""A reviewer takes on what was offered."""

from django.db import transaction

from ..models import Assignment, Event, Review
from ..rules.transitions import AssignmentState
from .lock import lock_assignment
from .record import move_assignment, record


@transaction.atomic
def accept(*, assignment: Assignment) -> Review:
    """The reviewer may read and score; an empty draft is waiting. Raises WrongState."""
    locked = lock_assignment(assignment)
    move_assignment(locked, AssignmentState.ACCEPTED)
    record(locked.item, Event.Kind.ACCEPTED, assignment=locked)
    return Review.objects.create(assignment=locked)
