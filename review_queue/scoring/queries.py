"""What a reviewer sees: open work, and marks of one's own."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from review_queue.items.queries.scorecards import rubric_of
from review_queue.models import Assignment, Criterion, Highlight, Item, Mark
from review_queue.permissions import User, assignments_for, ended_for, history_for
from review_queue.rules.transitions import AssignmentState


def open_work(user: User) -> QuerySet[Assignment]:
    """Open assignments, the one that is due first at the top, with `marked` of `criteria` counted."""
    return (
        assignments_for(user)
        .select_related("item__round")
        .annotate(
            marked=Count("review__marks", filter=Q(review__marks__level__isnull=False), distinct=True),
            criteria=Count("item__round__rubric__criteria", distinct=True),
        )
        .order_by("due", "code")
    )


def scored_work(user: User) -> QuerySet[Assignment]:
    """Submitted assignments, the latest first, with `submitted_at`."""
    return (
        history_for(user)
        .select_related("item__round")
        .annotate(submitted_at=Coalesce("review__submitted_at", F("closed_at")))
        .order_by("-submitted_at", "code")
    )


def ended_work(user: User) -> QuerySet[Assignment]:
    """Work that was begun and ended unfinished, the latest first, with `ended_on`. Its time counts."""
    return (
        ended_for(user)
        .filter(review__active_seconds__gt=0)
        .exclude(state=AssignmentState.EXPIRED)
        .select_related("review")
        .annotate(ended_on=Coalesce("closed_at", "ends_at"))
        .order_by("-ended_on", "code")
    )


def work_in_hand(user: User, code: str) -> QuerySet[Assignment]:
    """The open assignment of this code, with the code of the other work that is most urgent: `following`."""
    others = assignments_for(user).exclude(pk=OuterRef("pk")).order_by("due", "code")
    return assignments_for(user).filter(code=code).annotate(following=Subquery(others.values("code")[:1]))


def marks_of(assignment: Assignment) -> list[tuple[Criterion, Mark | None]]:
    """Every criterion with the reviewer's own mark, if there is one. Three queries."""
    marks = Mark.objects.filter(review__assignment=assignment).select_related("level")
    by_criterion = {mark.criterion_id: mark for mark in marks}
    return [(criterion, by_criterion.get(criterion.pk)) for criterion in criteria_of(assignment)]


def notes_of(assignment: Assignment) -> list[Highlight]:
    """The reviewer's own notes in reading order; each has its section loaded. One query."""
    return list(Highlight.objects.filter(review__assignment=assignment).select_related("section"))


def unmarked(assignment: Any, rubric: Any) -> QuerySet[Criterion]:
    """The criteria of the rubric that the assignment's review has no level for; of an outer query's, too."""
    marked = Mark.objects.filter(criterion=OuterRef("pk"), review__assignment=assignment, level__isnull=False)
    return Criterion.objects.filter(~Exists(marked), rubric=rubric)


def missing(assignment: Assignment, *, all_marked: bool = False) -> list[tuple[str, str]]:
    """What a complete review still needs, as `(field, sentence)`. One query, or none. Whoever says that an
    answer cannot be scored gives no marks; of a text whose marks are known nobody can say so."""
    in_calibration = assignment.item.kind == Item.Kind.CALIBRATION
    if assignment.review.unscorable and in_calibration:
        return [("unscorable", "Every text of a calibration can be scored. Choose “Yes”.")]
    marked = all_marked or bool(assignment.review.unscorable)
    criteria = () if marked else unmarked(assignment, assignment.item.round.rubric_id)
    problems = [(f"level-{one.code}", f"Choose a level for “{one.name}”.") for one in criteria]
    if not assignment.review.feedback.strip():
        problems.append(("feedback", "Write some feedback for the candidate."))
    return problems


def criteria_of(assignment: Assignment) -> list[Criterion]:
    return rubric_of(assignment.item.round.rubric)
