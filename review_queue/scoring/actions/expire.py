"""An offer that nobody answered, or work long overdue, goes back to the pool."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from review_queue.access import shut_to_reviewer
from review_queue.locks import lock_assignment
from review_queue.models import Assignment, Event
from review_queue.record import move_assignment, record
from review_queue.rules.transitions import ACTIVE, AssignmentState
from review_queue.work.asking import ask
from review_queue.work.rows import for_each_row

from .step_back import reopen


def expire_late(*, today: datetime.date) -> int:
    """Expire everything that is over; how many."""
    waits = Q(state=AssignmentState.OFFERED, answer_by__lte=timezone.now())
    lasts = Q(state=AssignmentState.ACCEPTED, due__lt=today)
    found = Assignment.objects.filter(waits | lasts).select_related("item__round")
    late = found.order_by("reviewer", "code")  # never pair by pair
    return sum(for_each_row(late, lambda one: _over(one, today) and expire(assignment=one, today=today)))


@transaction.atomic
def expire(*, assignment: Assignment, today: datetime.date) -> bool:
    """The reviewer no longer sees the item and is not asked for it again; a draft stays, unseen. False if
    the reviewer has acted in the meantime."""
    locked = lock_assignment(assignment)
    if locked.state not in ACTIVE or not _over(locked, today):
        return False
    was = locked.state
    move_assignment(locked, AssignmentState.EXPIRED)
    shut_to_reviewer(locked)
    reopen(locked.item)
    event = record(locked.item, Event.Kind.EXPIRED, assignment=locked, detail=was)
    ask("review_queue.assign", str(event.pk))
    return True


def _over(assignment: Assignment, today: datetime.date) -> bool:
    if assignment.state == AssignmentState.OFFERED:
        return assignment.answer_by <= timezone.now()
    return assignment.due + datetime.timedelta(days=assignment.item.round.days_of_grace) < today
