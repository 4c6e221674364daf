"""See that feedback, and comments where the candidate reads them, name nobody, before they can leave."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from review_queue.anonymization.identifiers import Identifier, Kind
from review_queue.anonymization.mask import names_in
from review_queue.errors import NameInComment, NameInFeedback
from review_queue.models import Assignment, Mark, PoolMembership, Review, Reviewer


@transaction.atomic
def scan_feedback(*, assignment: Assignment, version: int) -> None:
    """Look at this version of the draft and note that it names nobody; handing it in need not look again.

    Raises NameInFeedback.
    """
    draft = Review.objects.select_related("assignment__item__round").filter(
        assignment=assignment, version=version
    )
    review = draft.first()
    if review:
        review.assignment.review = review
        check_names(review.assignment)
        draft.update(scanned_version=version)


def check_names(assignment: Assignment) -> None:
    """Against all reviewers of the pool: a refusal must not tell who scores beside this one.

    Whoever has left the pool and was ever asked for one of its answers is among them: for this answer only,
    a refusal would tell it, too. Raises NameInFeedback.
    """
    pool = assignment.item.pool_id
    asked = Assignment.objects.filter(reviewer=OuterRef("pk"), item__pool=pool)
    members = PoolMembership.objects.filter(pool=pool)
    people = Reviewer.objects.filter(Q(pk__in=members.values("reviewer")) | Q(Exists(asked)))
    identifiers = [
        Identifier(kind, value)
        for first, last, email in people.values_list("user__first_name", "user__last_name", "user__email")
        for kind, value in ((Kind.REFEREE, f"{first} {last}".strip()), (Kind.EMAIL, email))
        if value
    ]
    if names_in(assignment.review.feedback, identifiers):
        raise NameInFeedback
    if assignment.item.round.criterion_feedback:
        for code, name, comment in _comments(assignment):
            if names_in(comment, identifiers):
                raise NameInComment(code, name)


def _comments(assignment: Assignment) -> Iterable[tuple[str, str, str]]:
    """Code and name of each criterion with the comment on it, in order."""
    marks = Mark.objects.filter(review__assignment=assignment).exclude(comment="")
    ordered = marks.order_by("criterion__position", "criterion")
    return ordered.values_list("criterion__code", "criterion__name", "comment")
