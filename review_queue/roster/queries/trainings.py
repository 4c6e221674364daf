"""What reviewers were trained in."""

from django.db.models import QuerySet

from review_queue.models import Reviewer, Training


def trainings_of(reviewer: Reviewer) -> QuerySet[Training]:
    """The latest first, those that were struck out among them."""
    return Training.objects.filter(reviewer=reviewer).select_related("recorded_by", "struck_by")
