"""A reviewer takes on what was offered."""

from django.db import transaction

from review_queue.locks import lock_assignment
from review_queue.models import Assignment, Event, Review
from review_queue.record import move_assignment, record
from review_queue.rules.transitions import AssignmentState


@transaction.atomic
def accept(*, assignment: Assignment) -> Review:
    """The reviewer may read and score; an empty draft is waiting. Raises WrongState."""
    locked = lock_assignment(assignment)
    move_assignment(locked, AssignmentState.ACCEPTED)
    record(locked.item, Event.Kind.ACCEPTED, assignment=locked)
    return Review.objects.create(assignment=locked)
