"""How long a reviewer is at an answer: measured by signs of life, for the reviewer and for an average."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from review_queue.models import Assignment, Review

LONGEST_PAUSE = timedelta(minutes=5)
"""Between two signs of life at most this much counts: whoever goes away is not at work."""


def keep_time(*, assignment: Assignment, begins: bool = False) -> None:
    """Count the time since the last sign of life, or none of it if the reviewer only `begins` again.

    Two signs at once count once. A review that is handed in stays as it is.
    """
    open_review = Review.objects.filter(assignment=assignment, submitted_at=None)
    for pk, seen_at in open_review.values_list("pk", "seen_at"):
        now = timezone.now()
        gap = timedelta(0) if begins else min(max(now - seen_at, timedelta(0)), LONGEST_PAUSE)
        Review.objects.filter(pk=pk, seen_at=seen_at).update(
            seen_at=now, active_seconds=F("active_seconds") + round(gap.total_seconds())
        )
