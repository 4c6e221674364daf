"""A reviewer is done. What the review completes is looked at by a job, so that handing in is the same work,
and takes as long, whether the review is the first, the second or that of an anchor."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from review_queue.access import shut_to_reviewer
from review_queue.calibration.actions import calibration_scored
from review_queue.errors import Incomplete, Stale
from review_queue.locks import lock
from review_queue.models import Assignment, Event, Item, Mark, Review
from review_queue.record import move_assignment, record
from review_queue.rules.transitions import AssignmentState
from review_queue.scoring.queries import missing, unmarked
from review_queue.statements.subjects import Subject
from review_queue.work.asking import ask

from .scan_feedback import check_names


@transaction.atomic
def submit_review(*, assignment: Assignment | QuerySet[Assignment], version: int) -> Assignment:
    """The draft of that version becomes final and the reviewer's view of the item ends.

    `assignment` may be a getter's query for the one. Raises WrongState, Stale, Incomplete or NameInFeedback,
    and Assignment.DoesNotExist if the getter has none.
    """
    locked = _lock(assignment)
    move_assignment(locked, AssignmentState.SUBMITTED)
    _hand_in(locked, version)
    _check_complete(locked)
    if locked.review.scanned_version != version:
        check_names(locked)
    _drop_marks(locked)
    shut_to_reviewer(locked)
    event = record(locked.item, Event.Kind.SUBMITTED, assignment=locked, states=(Subject.REVIEW, locked.pk))
    _pass_on_flag(locked)
    if locked.item.kind == Item.Kind.CALIBRATION:
        calibration_scored(locked.item)
    else:
        ask("review_queue.compare", str(event.pk))
    return locked


def _lock(work: Assignment | QuerySet[Assignment]) -> Assignment:
    """The assignment with its item locked, and everything around it as it was before the lock, in one query.

    What is decided from it is therefore written under a condition: its state, and the draft's version.
    """
    assignments = Assignment.objects.filter(pk=work.pk) if isinstance(work, Assignment) else work
    without = unmarked(OuterRef(OuterRef("pk")), OuterRef("item__round__rubric"))
    loaded = assignments.select_related("item__round__rubric", "reviewer", "review").annotate(
        unmarked=Exists(without)
    )
    return lock(Assignment, loaded).get()


def _hand_in(locked: Assignment, version: int) -> None:
    """Nothing is saved to the review from here on. It is as it was read if it still has that version."""
    draft = Review.objects.filter(pk=locked.review.pk, version=version, submitted_at=None)
    if locked.review.version != version or not draft.update(submitted_at=locked.closed_at):
        raise Stale


def _drop_marks(locked: Assignment) -> None:
    """Levels that were chosen before it turned out that the answer cannot be scored; comments stay."""
    if locked.review.unscorable:
        Mark.objects.filter(review=locked.review).update(level=None)


def _pass_on_flag(locked: Assignment) -> None:
    """Chief reviewers hear of it at once: somebody may be in danger."""
    unsafe = locked.review.unscorable == Review.Unscorable.UNSAFE
    if flag := locked.review.flag or (locked.review.unscorable if unsafe else ""):
        event = record(locked.item, Event.Kind.FLAGGED, assignment=locked, detail=flag)
        ask("review_queue.tell_of_flag", str(event.pk))


def _check_complete(locked: Assignment) -> None:
    """No query for a review that is complete."""
    problems = missing(locked, all_marked=not getattr(locked, "unmarked", True))
    if problems:
        raise Incomplete(problems)
