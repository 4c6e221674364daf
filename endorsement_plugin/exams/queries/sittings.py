"""Exams as they are read: which paper, who waits, what is still owed."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from endorsement_plugin.errors import Problem
from endorsement_plugin.forms.builder import problems_of, recheck
from endorsement_plugin.models import Application, Sitting, SittingPart
from endorsement_plugin.requirements.findings import Assessment
from endorsement_plugin.rules.states import AWAITS_OUTCOME, ApplicationState, SittingState

from .files import asked_files


def exam_outstanding(assessment: Assessment) -> bool:
    """Whether an exam is asked for and not passed yet."""
    return any(finding.phase == "exam" and not finding.met for finding in assessment.findings)


def missing_in(sitting: Sitting) -> list[Problem]:
    """Every answer that is missing or wrong as it stands: what handing in refuses. Reads the paper."""
    written = recheck(sitting.paper.parsed.questions, sitting.draft)
    files = (problem for one in asked_files(sitting) for problem in one.problems())
    return [*problems_of(written, "answers", step="answers"), *files]


def may_reopen(sitting: Sitting | None) -> bool:
    """Whether it was closed after it was begun and before it was handed in."""
    return (
        sitting is not None
        and sitting.status is SittingState.CLOSED
        and sitting.opened_at is not None
        and sitting.handed_in_at is None
    )


def to_hand_over() -> QuerySet[Sitting]:
    """Sittings whose answers the review backend has not got yet, with all that goes there."""
    waiting = Sitting.objects.filter(
        state=SittingState.HANDED_IN, application__state=ApplicationState.EXAM, review_ref__isnull=False
    )
    return waiting.select_related("paper", "application__person__user", "application__association")


def being_scored(person: UUID) -> QuerySet[Sitting]:
    """This person's exams that reviewers have, or are about to get."""
    return Sitting.objects.filter(
        application__person=person, state__in=AWAITS_OUTCOME, review_ref__isnull=False, closed_at=None
    ).select_related("application__person")


def in_scoring() -> QuerySet[Sitting]:
    """Sittings whose outcome the review backend still owes us."""
    heard = SittingPart.objects.filter(sitting=OuterRef("pk"), on_paper=True).exclude(outcome="")
    return Sitting.objects.filter(
        ~Exists(heard),
        state=SittingState.IN_SCORING,
        review_ref__isnull=False,
        closed_at=None,
        returned_because="",
    ).exclude(application__state=ApplicationState.WITHDRAWN)


def came_back(application: Application) -> bool:
    """Whether the exam that waits for its outcome was sent back by the reviewers' office."""
    newest = application.sittings.filter(state__in=AWAITS_OUTCOME, review_ref__isnull=False).last()
    return newest is not None and bool(newest.returned_because)


def to_stop() -> QuerySet[Sitting]:
    """Sittings that reviewers may still score although they were closed or the applicant has given up."""
    over = Q(application__state=ApplicationState.WITHDRAWN) | Q(state=SittingState.CLOSED)
    return Sitting.objects.filter(over, review_ref__isnull=False, closed_at=None)
