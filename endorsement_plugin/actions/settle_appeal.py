from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.clock import today
from endorsement_plugin.errors import WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Appeal, Application, Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.requirements.deadlines import respond_by
from endorsement_plugin.rules.states import DECIDED_AGAINST, ApplicationState, SittingState

from .coordinating import lock_application
from .decide_again import superseded
from .events import record_event
from .moves import move
from .tell_of_appeal import tell_of_appeal


@transaction.atomic
def settle_appeal(*, application: UUID, appeal: UUID, by: Visitor) -> Appeal:
    """Confirm the second outcome: it replaces the first, better or worse, with its feedback.

    That is the whole rule, so nobody chooses between two outcomes. An application that was deferred or
    declined is ready for a new decision if the exam is passed now and was not before. The candidate is
    told. Raises NotAllowed, WrongState.
    """
    row = lock_application(by, application)
    found = lock(Appeal).filter(pk=appeal, sitting__application=row).first()
    if found is None or not found.waits_for_confirmation:
        raise WrongState("There is no second outcome here that waits to be confirmed.")
    assert by.pk is not None
    found.settled_at, found.settled_by_id = timezone.now(), by.pk
    found.save(update_fields=["settled_at", "settled_by"])
    _replace(found.sitting, found)
    record_event(row, "exam_appeal_settled", by=by, role="coordinator", detail=_change(found))
    _reopen(row, found)
    tell_of_appeal(found, row, "exam_scored_again")
    return found


def _replace(sitting: Sitting, appeal: Appeal) -> None:
    if appeal.changes:
        move(sitting, SittingState(appeal.outcome))
    sitting.feedback = appeal.feedback
    sitting.closed_at = appeal.settled_at
    sitting.save(update_fields=["state", "feedback", "closed_at"])


def _change(appeal: Appeal) -> str:
    return f"{appeal.first_outcome} to {appeal.outcome}" if appeal.changes else f"{appeal.outcome} as before"


def _reopen(application: Application, appeal: Appeal) -> None:
    """Where the exam decided against the candidate, the decision is open again."""
    decided_against = application.status in DECIDED_AGAINST
    if not (decided_against and appeal.changes and appeal.outcome == "passed") or superseded(application):
        return
    move(application, ApplicationState.READY)
    months = application.association.answer_after_months
    application.answer_by = respond_by(today(application.association), months)
    application.save(update_fields=["state", "answer_by", "changed_at"])
    record_event(application, "decision_reopened", by=None, role="system")
