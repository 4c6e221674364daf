"""A reviewer asks for more time, once."""

import datetime

from django.db import transaction
from django.utils import timezone

from review_queue.errors import NoMoreTime, WrongState
from review_queue.locks import lock_assignment
from review_queue.models import Assignment, Event
from review_queue.record import record
from review_queue.rules.transitions import AssignmentState


@transaction.atomic
def extend(*, assignment: Assignment) -> Assignment:
    """The assignment, due later by what its round allows. Raises WrongState or NoMoreTime."""
    locked = lock_assignment(assignment)
    if locked.state != AssignmentState.ACCEPTED:
        raise WrongState
    days = locked.item.round.days_of_extension
    if locked.extended_at or not days:
        raise NoMoreTime
    locked.due += datetime.timedelta(days=days)
    locked.extended_at = timezone.now()
    locked.save(update_fields=["due", "extended_at"])
    record(locked.item, Event.Kind.EXTENDED, assignment=locked, detail=f"days:{days}")
    return locked
