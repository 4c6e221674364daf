"""A reviewer says until when nothing new should come, or that he or she is back."""

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from review_queue.access import shut_to_reviewer
from review_queue.errors import TooFarAway
from review_queue.locks import lock, lock_assignment
from review_queue.models import Assignment, Event, Reviewer, ReviewerChange
from review_queue.permissions import User
from review_queue.record import move_assignment, record
from review_queue.rules.transitions import AssignmentState
from review_queue.work.asking import ask

from .step_back import reopen

LONGEST = datetime.timedelta(days=366)


def keep_leave(
    *, reviewer: Reviewer, until: datetime.date | None, today: datetime.date, by: User | None = None
) -> None:
    """The same, if it is another day than the one that is kept; a day that is over is none."""
    now = reviewer.away_until if reviewer.away_until and reviewer.away_until >= today else None
    if until != now:
        be_away(reviewer=reviewer, until=until, today=today, by=by)


def be_away(
    *, reviewer: Reviewer, until: datetime.date | None, today: datetime.date, by: User | None = None
) -> Reviewer:
    """The reviewer, away up to and with that day; back at once if it is None. What is held stays held; an
    offer that has not left yet goes to somebody else. `by` is who says so, if not the reviewer.

    Raises TooFarAway for a day that is over, or more than a year from now.
    """
    if until is not None and not today <= until <= today + LONGEST:
        raise TooFarAway
    written = _write(reviewer, until, by)
    if until is not None:
        for one in _not_left().filter(reviewer=reviewer).order_by("pk"):
            _take_back(one)
    return written


@transaction.atomic
def _write(reviewer: Reviewer, until: datetime.date | None, by: User | None) -> Reviewer:
    locked = lock(Reviewer).select_related("user").get(pk=reviewer.pk)
    before, locked.away_until = locked.away_until, until
    locked.save(update_fields=["away_until"])
    ReviewerChange.objects.create(
        reviewer=locked,
        by_id=(by.pk if by else None) or locked.user_id,
        what=ReviewerChange.What.AWAY,
        before=before.isoformat() if before else "",
        after=until.isoformat() if until else "",
    )
    record(None, Event.Kind.AWAY, actor=by or locked.user, detail=until.isoformat() if until else "back")
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
