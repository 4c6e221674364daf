"""Remind reviewers, more urgently as time goes by, and tell the chief before work goes to somebody else."""

import datetime
from collections.abc import Callable, Collection

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from review_queue.conf import conf
from review_queue.items.queries.oversight import chiefs_by_item
from review_queue.mail import write
from review_queue.models import Assignment, Item, Mail
from review_queue.rules.transitions import ACTIVE, AssignmentState
from review_queue.scoring.letters import (
    answer_letter,
    chief_letter,
    last_letter,
    late_letter,
    reminder_letter,
)
from review_queue.work.rows import all_at_once

BEFORE_EXPIRY = datetime.timedelta(hours=24)
LAST_DAYS = 2


def remind() -> int:
    """One letter for each stage of each open assignment, however often this runs; how many concern now."""
    return sum(all_at_once(to_remind(), _write))


def to_remind() -> QuerySet[Assignment]:
    """Open assignments that have reached a stage, with all that their letters say; by reviewer, because the
    order of their keys is that of the pairs."""
    today = timezone.localdate()
    near = Q(due__lte=today + datetime.timedelta(days=conf().REMIND_DAYS_BEFORE))
    waits = Q(state=AssignmentState.OFFERED, answer_by__lte=timezone.now() + BEFORE_EXPIRY)
    due = Assignment.objects.filter(near | waits, state__in=ACTIVE, offered_at__lte=timezone.now())
    return due.select_related("reviewer__user", "item__round", "item__pool").order_by("reviewer", "code")


def letters_for(due: Collection[Assignment]) -> list[Mail]:
    """The letters of the stages that these have reached, written already or not. Four queries at most."""
    last = [one for one in due if _stage(one) is last_letter and one.item.kind == Item.Kind.ANSWER]
    chiefs = chiefs_by_item([one.item for one in last]) if last else {}
    own = [_stage(one)(one) for one in due]
    # Of a copy of an anchor no chief hears: nobody else waits for it.
    return own + [chief_letter(one, role.user) for one in last for role in chiefs[one.item_id]]


@transaction.atomic
def _write(due: list[Assignment]) -> int:
    letters = letters_for(due)
    write(letters)
    return len(letters)


def _stage(one: Assignment) -> Callable[[Assignment], Mail]:
    """The letter of the stage that has been reached."""
    today = timezone.localdate()
    last = one.due + datetime.timedelta(days=one.item.round.days_of_grace - LAST_DAYS)
    if one.state == AssignmentState.OFFERED and one.answer_by <= timezone.now() + BEFORE_EXPIRY:
        return answer_letter
    if one.due >= today or one.state == AssignmentState.OFFERED:
        return reminder_letter
    return late_letter if today < last else last_letter
