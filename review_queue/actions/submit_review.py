"""A reviewer is done. With the second review of a pair, or the third of a dispute, the item moves on."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from ..anonymization.identifiers import Identifier, Kind
from ..anonymization.mask import names_in
from ..errors import Incomplete, NameInFeedback, Stale
from ..models import Assignment, Criterion, Event, Item, Mark, PoolMembership, Review, Reviewer, Rubric
from ..rules.transitions import AssignmentState
from ..work.asking import ask
from .access import shut_to_reviewer
from .compare import compare_if_complete
from .record import move_assignment, record
from .settle_anchor import anchor_scored


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
    people = _people(locked.item)
    _check_names(locked.review, people)
    shut_to_reviewer(locked)
    record(locked.item, Event.Kind.SUBMITTED, assignment=locked)
    _pass_on_flag(locked)
    if locked.item.kind != Item.Kind.ANSWER:
        anchor_scored(locked.item)
    elif sum(submitted for *_, submitted in people) > 1:
        compare_if_complete(locked.item)
    return locked


def _lock(work: Assignment | QuerySet[Assignment]) -> Assignment:
    """The assignment with its item locked, and everything around it as it was before the lock, in one query.

    What is decided from it is therefore written under a condition: its state, and the draft's version.
    """
    found = Assignment.objects.filter(pk=work.pk) if isinstance(work, Assignment) else work
    marked = Mark.objects.filter(
        criterion=OuterRef("pk"), review__assignment=OuterRef(OuterRef("pk")), level__isnull=False
    )
    unmarked = Criterion.objects.filter(~Exists(marked), rubric=OuterRef("item__round__rubric"))
    loaded = found.select_related("item__round__rubric", "reviewer", "review").annotate(
        unmarked=Exists(unmarked)
    )
    return loaded.select_for_update(of=("item",), no_key=True).get()


def _hand_in(locked: Assignment, version: int) -> None:
    """Nothing is saved to the review from here on. It is as it was read if it still has that version."""
    draft = Review.objects.filter(pk=locked.review.pk, version=version, submitted_at=None)
    if locked.review.version != version or not draft.update(submitted_at=locked.closed_at):
        raise Stale


def _pass_on_flag(locked: Assignment) -> None:
    """Chief reviewers hear of it at once: somebody may be in danger."""
    if flag := locked.review.flag:
        event = record(locked.item, Event.Kind.FLAGGED, assignment=locked, detail=flag)
        ask("review_queue.tell_of_flag", str(event.pk))


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


def _check_complete(locked: Assignment) -> None:
    if getattr(locked, "unmarked", True) or not locked.review.feedback.strip():
        raise Incomplete(missing(locked.review, locked.item.round.rubric))


def _people(item: Item) -> list[tuple[str, str, str, bool]]:
    """Given name, family name, e-mail and whether it has handed in a review, for everybody of the pool.

    Whoever has left the pool and was ever asked for one of its answers is among them: for this answer only,
    a refusal would tell who scores it.
    """
    asked = Assignment.objects.filter(reviewer=OuterRef("pk"), item__pool=item.pool_id)
    done = asked.filter(item=item, state=AssignmentState.SUBMITTED)
    members = PoolMembership.objects.filter(pool=item.pool_id)
    people = Reviewer.objects.filter(Q(pk__in=members.values("reviewer")) | Q(Exists(asked)))
    return list(people.values_list("user__first_name", "user__last_name", "user__email", Exists(done)))


def _check_names(review: Review, people: Iterable[tuple[str, str, str, bool]]) -> None:
    """Against all reviewers of the pool: a refusal must not tell who scores beside this one."""
    identifiers = [
        Identifier(kind, value)
        for first, last, email, _ in people
        for kind, value in ((Kind.REFEREE, f"{first} {last}".strip()), (Kind.EMAIL, email))
        if value
    ]
    if names_in(review.feedback, identifiers):
        raise NameInFeedback
