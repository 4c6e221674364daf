"""Remind reviewers, more urgently as time goes by, and tell the chief before work goes to somebody else."""

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..conf import conf
from ..models import Assignment, Item, Mail
from ..notifications import answer_letter, chief_letter, last_letter, late_letter, reminder_letter, write
from ..queries.staffing import chiefs_of
from ..rules.transitions import ACTIVE, AssignmentState

BEFORE_EXPIRY = datetime.timedelta(hours=24)
LAST_DAYS = 2


@transaction.atomic
def remind() -> int:
    """One letter for each stage of each open assignment, however often this runs; how many concern now."""
    today = timezone.localdate()
    near = Q(due__lte=today + datetime.timedelta(days=conf().REMIND_DAYS_BEFORE))
    waits = Q(state=AssignmentState.OFFERED, answer_by__lte=timezone.now() + BEFORE_EXPIRY)
    due = Assignment.objects.filter(near | waits, state__in=ACTIVE, offered_at__lte=timezone.now())
    letters = [
        letter
        for one in due.select_related("reviewer__user", "item__round", "item__pool")
        for letter in _letters(one, today)
    ]
    write(letters)
    return len(letters)


def _letters(one: Assignment, today: datetime.date) -> Iterator[Mail]:
    """The letter of the stage that has been reached."""
    last = one.due + datetime.timedelta(days=one.item.round.days_of_grace - LAST_DAYS)
    if one.state == AssignmentState.OFFERED and one.answer_by <= timezone.now() + BEFORE_EXPIRY:
        yield answer_letter(one)
    elif one.due >= today or one.state == AssignmentState.OFFERED:
        yield reminder_letter(one)
    elif today < last:
        yield late_letter(one)
    else:
        yield last_letter(one)
        if one.item.kind != Item.Kind.ANSWER:
            return  # nobody else waits for it
        yield from (chief_letter(one, role.user) for role in chiefs_of(one.item).select_related("user"))
