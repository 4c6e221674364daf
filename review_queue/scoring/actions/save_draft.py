"""Keep what a reviewer has so far. Called every few seconds, so it takes no lock that others wait for."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from review_queue.errors import Stale, WrongState
from review_queue.models import Assignment, Mark, Review
from review_queue.rules.transitions import AssignmentState
from review_queue.scoring.forms.reviews import Draft


@transaction.atomic
def save_draft(*, assignment: Assignment, draft: Draft, version: int) -> Review:
    """The draft as saved, with its new version; as it stands already where the same is sent once more, whose
    reply may have been lost.

    Raises Stale if the page shows an older version than the database has, and says something else;
    WrongState if the review is not open.
    """
    # Columns of this table only: with a join PostgreSQL would check the version in an old snapshot.
    saved = Review.objects.filter(assignment=assignment, submitted_at=None, version=version).update(
        version=F("version") + 1,
        feedback=draft.feedback,
        flag=draft.flag,
        unscorable=draft.unscorable,
        saved_at=timezone.now(),
    )
    review = Review.objects.select_related("assignment").filter(assignment=assignment).first()
    if review is None or review.assignment.state != AssignmentState.ACCEPTED:
        raise WrongState
    if not saved:
        if version > review.version or not _stands(review, draft):
            raise Stale
        return review
    _write_marks(review, draft)
    return review


def _stands(review: Review, draft: Draft) -> bool:
    """Whether the draft says what is stored, to the letter. Without a lock: marks change only with the
    version, so what was read between two equal versions belongs together."""
    if (draft.feedback, draft.flag, draft.unscorable) != (review.feedback, review.flag, review.unscorable):
        return False
    marks = review.marks.values_list("criterion", "level", "comment")
    stored = {criterion: (level, comment) for criterion, level, comment in marks}
    for criterion, level in draft.levels.items():
        said = (level.pk if level else None, draft.comments.get(criterion, ""))
        if said != stored.get(criterion.pk, (None, "")):
            return False
    return Review.objects.filter(pk=review.pk, version=review.version).exists()


def _write_marks(review: Review, draft: Draft) -> None:
    Mark.objects.bulk_create(
        (
            Mark(review=review, criterion=criterion, level=level, comment=draft.comments.get(criterion, ""))
            for criterion, level in draft.levels.items()
        ),
        update_conflicts=True,
        unique_fields=["review", "criterion"],
        update_fields=["level", "comment"],
    )
