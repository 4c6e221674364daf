"""A reviewer says until when nothing new should come, or that he or she is back."""

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from review_queue.access import shut_to_reviewer
from review_queue.errors import TooFarAway
from review_queue.locks import lock, lock_assignment
from review_queue.models import Assignment, Event, Reviewer
from review_queue.record import move_assignment, record
from review_queue.rules.transitions import AssignmentState
from review_queue.work.asking import ask

from .step_back import reopen

LONGEST = datetime.timedelta(days=366)


def be_away(*, reviewer: Reviewer, until: datetime.date | None, today: datetime.date) -> Reviewer:
    """The reviewer, away up to and with that day; back at once if it is None. What is held stays held; an
    offer that has not left yet goes to somebody else.

    Raises TooFarAway for a day that is over, or more than a year from now.
    """
    if until is not None and not today <= until <= today + LONGEST:
        raise TooFarAway
    written = _write(reviewer, until)
    if until is not None:
        for one in _not_left().filter(reviewer=reviewer).order_by("pk"):
            _take_back(one)
    return written


@transaction.atomic
def _write(reviewer: Reviewer, until: datetime.date | None) -> Reviewer:
    locked = lock(Reviewer).select_related("user").get(pk=reviewer.pk)
    locked.away_until = until
    locked.save(update_fields=["away_until"])
    record(None, Event.Kind.AWAY, actor=locked.user, detail=until.isoformat() if until else "back")
    return locked


def _not_left() -> QuerySet[Assignment]:
    return Assignment.objects.filter(state=AssignmentState.OFFERED, offered_at__gt=timezone.now())


@transaction.atomic
def _take_back(offered: Assignment) -> None:
    """Items are locked before reviewers everywhere, so each offer has a transaction of its own."""
    locked = lock_assignment(offered)
    if not _not_left().filter(pk=locked.pk).exists():
        return
    move_assignment(locked, AssignmentState.REVOKED)
    shut_to_reviewer(locked)
    reopen(locked.item)
    event = record(locked.item, Event.Kind.REVOKED, assignment=locked)
    ask("review_queue.assign", str(event.pk))
