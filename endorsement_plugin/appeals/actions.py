""" """

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.background import ask
from endorsement_plugin.clock import today
from endorsement_plugin.decisions.actions.decide_again import superseded
from endorsement_plugin.errors import Incomplete, NotAllowed, Problem, WrongState
from endorsement_plugin.exams.actions.settling import outcome_of
from endorsement_plugin.exams.queries.appeals import open_appeals, was_retaken
from endorsement_plugin.locks import lock
from endorsement_plugin.mail.actions import write_letter
from endorsement_plugin.models import Appeal, Application, Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_application
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move, refuse_removed
from endorsement_plugin.requirements.deadlines import respond_by
from endorsement_plugin.rules.states import APPEALABLE, DECIDED_AGAINST, ApplicationState, SittingState


@transaction.atomic
def appeal_outcome(*, application: UUID, sitting: UUID, by: Visitor, reason: str) -> Appeal:
    """Have an exam scored again by people who have not seen it. Its outcome will replace the first one.

    Of an exam with parts it is that of the one that was written here. Raises NotAllowed; Incomplete without a
    reason; WrongState where there is no outcome, a retake counts instead, a second scoring is under way, or
    the application is past the point where it could matter.
    """
    row = lock_application(by, application)
    sitting_row = row.sittings.select_related("paper").filter(pk=sitting).first()
    if sitting_row is None:
        raise NotAllowed("This exam belongs to another application.")
    _refuse(row, sitting_row)
    if not reason.strip():
        raise Incomplete(
            "The reason is missing.", [Problem("reason_missing", "Write the reason.", ("reason",))]
        )
    assert by.pk is not None
    appeal = Appeal.objects.create(
        sitting=sitting_row,
        reason=reason.strip(),
        first_outcome=sitting_row.written_part.outcome if sitting_row.written_part else sitting_row.state,
        first_feedback=sitting_row.feedback,
        asked_by_id=by.pk,
    )
    record_event(row, "exam_appealed", by=by, role="coordinator", detail=appeal.reason)
    ask("endorsement.rescore", str(appeal.pk))
    return appeal


def _refuse(application: Application, sitting: Sitting) -> None:
    if sitting.status not in {SittingState.PASSED, SittingState.FAILED}:
        raise WrongState("This exam has no outcome yet, so there is nothing to score again.")
    if not sitting.is_written_here:
        raise WrongState("Nothing of this exam was written here, so there is nothing to score again.")
    if application.status not in APPEALABLE:
        raise WrongState(
            "An exam is scored again while the application waits for a decision, or after it was deferred or "
            f"declined. This application is “{application.status.label}”."
        )
    refuse_removed(application)
    if was_retaken(sitting):
        raise WrongState("The candidate has sat this exam again since, and the later sitting counts.")
    if open_appeals(application).filter(sitting=sitting).exists():
        raise WrongState("This exam is being scored again already.")


@transaction.atomic
def settle_appeal(*, application: UUID, appeal: UUID, by: Visitor) -> Appeal:
    """Confirm the second outcome: it replaces the first, better or worse, with its feedback.

    That is the whole rule, so nobody chooses between two outcomes. An application that was deferred or
    declined is ready for a new decision if the exam is passed now and was not before. The candidate is
    told. Raises NotAllowed, WrongState.
    """
    row = lock_application(by, application)
    appeal_row = lock(Appeal).filter(pk=appeal, sitting__application=row).first()
    if appeal_row is None or not appeal_row.waits_for_confirmation:
        raise WrongState("There is no second outcome here that waits to be confirmed.")
    assert by.pk is not None
    appeal_row.settled_at, appeal_row.settled_by_id = timezone.now(), by.pk
    appeal_row.save(update_fields=["settled_at", "settled_by"])
    _replace(appeal_row.sitting, appeal_row)
    record_event(row, "exam_appeal_settled", by=by, role="coordinator", detail=_change(appeal_row))
    _reopen(row, appeal_row)
    tell_of_appeal(appeal_row, row, "exam_scored_again")
    return appeal_row


def _replace(sitting: Sitting, appeal: Appeal) -> None:
    outcome, written = appeal.outcome, sitting.written_part
    if written is not None:
        if appeal.changes:
            written.outcome, written.score = outcome, None
            written.save(update_fields=["outcome", "score"])
        outcome = outcome_of(sitting.parts.all())
    if outcome != sitting.state:
        move(sitting, SittingState(outcome))
    sitting.feedback = appeal.feedback
    sitting.closed_at = appeal.settled_at
    sitting.save(update_fields=["state", "feedback", "closed_at"])


def _change(appeal: Appeal) -> str:
    return f"{appeal.first_outcome} to {appeal.outcome}" if appeal.changes else f"{appeal.outcome} as before"


def _reopen(application: Application, appeal: Appeal) -> None:
    """Where the exam decided against the candidate, the decision is open again."""
    decided_against = application.status in DECIDED_AGAINST
    passed = appeal.changes and appeal.sitting.status is SittingState.PASSED
    if not (decided_against and passed) or superseded(application):
        return
    move(application, ApplicationState.READY)
    months = application.association.answer_after_months
    application.answer_by = respond_by(today(application.association), months)
    application.save(update_fields=["state", "answer_by", "changed_at"])
    record_event(application, "decision_reopened", by=None, role="system")


@transaction.atomic
def stop_appeal(*, appeal: UUID, because: str = "") -> Appeal:
    """Nothing is scored again, and the first outcome stands: the application was withdrawn, or the exam came
    back unscored, `because` of something; then the candidate is told. A closed appeal stays as it is."""
    row = lock(Appeal).get(pk=appeal)
    if row.is_open:
        row.stopped_at = timezone.now()
        row.save(update_fields=["stopped_at"])
        application = row.sitting.application
        record_event(application, "exam_appeal_stopped", by=None, role="system", detail=because)
        if because:
            tell_of_appeal(row, application, "exam_not_scored_again")
    return row


def note_stuck(*, appeal: Appeal, since: date | None) -> None:
    """Since when nobody is found who may score it again; None once it goes on. Written only if it changed."""
    if appeal.stuck_since != since:
        Appeal.objects.filter(pk=appeal.pk, settled_at=None, stopped_at=None).update(stuck_since=since)


def tell_of_appeal(appeal: Appeal, application: Application, letter: str) -> None:
    """Ask for the letter that ends a second scoring. Part of an action: the caller holds the transaction."""
    key = f"{letter.replace('_', '-')}:{appeal.pk}"
    write_letter(application, letter, event_key=key, appeal=appeal, sitting=appeal.sitting)
