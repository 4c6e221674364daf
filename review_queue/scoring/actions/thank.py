"""Thank a reviewer whose work is no longer needed, and forget the draft. For all alike, whatever the cause:
words of their own would tell what ended for whom."""

import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from review_queue.bulk import remove
from review_queue.locks import lock_assignment
from review_queue.mail import write
from review_queue.models import Assignment, Item, Mail, Mark, Review
from review_queue.rules.transitions import AssignmentState
from review_queue.scoring.letters import ENDED, ended_letter
from review_queue.work.rows import for_each_row

LOOKED_BACK = datetime.timedelta(days=3)


def thank_all() -> int:
    """Whoever has been shown what ended since, in the order of codes; how many. For the clock."""
    return sum(for_each_row(_ended().order_by("code"), _thank))


def _ended() -> QuerySet[Assignment]:
    """What was taken from a reviewer who had been shown it and had not handed it in, of the last days, and
    has no letter yet."""
    told = Mail.objects.filter(event_key=Concat(Value(ENDED), OuterRef("code")))
    return Assignment.objects.filter(
        ~Exists(told),
        item__kind__in=[Item.Kind.ANSWER, Item.Kind.SEEDED],
        state=AssignmentState.REVOKED,
        closed_at__gte=timezone.now() - LOOKED_BACK,
        offered_at__lte=F("closed_at"),
        review__submitted_at=None,
    )


@transaction.atomic
def _thank(assignment: Assignment) -> bool:
    """The time that was given stays. Nobody is written to whose account is closed."""
    locked = lock_assignment(assignment)
    forget_draft(locked)
    if not locked.reviewer.user.is_active:
        return False
    write([ended_letter(locked)])
    return True


def forget_draft(assignment: Assignment) -> None:
    """Marks, comments, feedback and what was said of the whole, of work that was not handed in."""
    drafts = Review.objects.filter(assignment=assignment, submitted_at=None)
    remove(Mark.objects.filter(review__in=drafts.values("pk")))
    drafts.update(feedback="", flag="", unscorable="")
