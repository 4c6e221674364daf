"""A reviewer is done. With the second review of a pair, or the third of a dispute, the item moves on."""

from django.db import transaction

from ..anonymization.identifiers import Identifier, Kind
from ..anonymization.mask import names_in
from ..errors import Incomplete, NameInFeedback, Stale
from ..models import Assignment, Criterion, Event, Item, Mark, PoolMembership, Review, Rubric
from ..rules.transitions import AssignmentState
from .access import shut_to_reviewer
from .compare import compare_if_complete
from .lock import lock_assignment
from .record import move_assignment, record
from .settle_anchor import anchor_scored


@transaction.atomic
def submit_review(*, assignment: Assignment, version: int) -> None:
    """The draft of that version becomes final and the reviewer's view of the item ends.

    Raises WrongState, Stale, Incomplete or NameInFeedback.
    """
    locked = lock_assignment(assignment)
    move_assignment(locked, AssignmentState.SUBMITTED)
    review = locked.review
    if review.version != version:
        raise Stale
    _check_complete(review, locked.item.round.rubric)
    _check_names(review, locked.item.pool_id)
    Review.objects.filter(pk=review.pk).update(submitted_at=locked.closed_at)
    shut_to_reviewer(locked)
    record(locked.item, Event.Kind.SUBMITTED, assignment=locked)
    if locked.item.kind == Item.Kind.ANSWER:
        compare_if_complete(locked.item)
    else:
        anchor_scored(locked.item)


def missing(review: Review, rubric: Rubric) -> list[tuple[str, str]]:
    """What a complete review still needs, as `(field, sentence)`. One query."""
    marked = Mark.objects.filter(review=review, level__isnull=False).values("criterion")
    problems = [
        (f"level-{criterion.code}", f"Choose a level for “{criterion.name}”.")
        for criterion in Criterion.objects.filter(rubric=rubric).exclude(pk__in=marked)
    ]
    if not review.feedback.strip():
        problems.append(("feedback", "Write some feedback for the candidate."))
    return problems


def _check_complete(review: Review, rubric: Rubric) -> None:
    problems = missing(review, rubric)
    if problems:
        raise Incomplete(problems)


def _check_names(review: Review, pool: int) -> None:
    """Against all reviewers of the pool: a refusal must not tell who scores beside this one."""
    people = PoolMembership.objects.filter(pool=pool).values_list(
        "reviewer__user__first_name", "reviewer__user__last_name", "reviewer__user__email"
    )
    identifiers = [
        Identifier(kind, value)
        for first, last, email in people
        for kind, value in ((Kind.REFEREE, f"{first} {last}".strip()), (Kind.EMAIL, email))
        if value
    ]
    if names_in(review.feedback, identifiers):
        raise NameInFeedback
