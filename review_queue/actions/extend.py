"""A reviewer asks for more time, once."""

import datetime

from django.db import transaction
from django.utils import timezone

from ..errors import NoMoreTime, WrongState
from ..models import Assignment, Event
from ..rules.transitions import AssignmentState
from .lock import lock_assignment
from .record import record


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
