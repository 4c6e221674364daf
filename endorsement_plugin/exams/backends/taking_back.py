"""Take an exam back that nobody may score."""

from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import WrongState
from endorsement_plugin.exams.actions.note_returned import note_returned
from endorsement_plugin.models import Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_application
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.reasons import given_reason
from endorsement_plugin.rules.states import SittingState

from .base import backend

GOES_ON = "A reviewer has been found in the meantime, so the exam stays with the reviewers."
NOT_THERE = "The exam is not with the reviewers any more. Reload the page."


def score_elsewhere(*, application: UUID, by: Visitor, reason: str) -> None:
    """Take an exam back that nobody may score, to have it scored elsewhere. A coordinator enters the outcome.

    The backend is asked outside a transaction: its verdicts lock its rows before ours. Raises NotAllowed,
    WrongState if the exam goes on or is with them no more, and Incomplete without a reason.
    """
    sitting = _asked(application, by, reason)
    assert sitting.review_ref is not None
    because = backend().give_back(ref=sitting.review_ref)
    if not because:
        raise WrongState(GOES_ON)
    _note(application, by, reason)
    note_returned(sitting=sitting.pk, because=because)


@transaction.atomic
def _asked(application: UUID, by: Visitor, reason: str) -> Sitting:
    row = lock_application(by, application)
    given_reason(reason)
    sitting = row.sittings.filter(state=SittingState.IN_SCORING, review_ref__isnull=False).last()
    if sitting is None or sitting.returned_because:
        raise WrongState(NOT_THERE)
    if sitting.stuck_since is None:
        raise WrongState(GOES_ON)
    return sitting


@transaction.atomic
def _note(application: UUID, by: Visitor, reason: str) -> None:
    row = lock_application(by, application)
    record_event(row, "exam_taken_back", by=by, role="coordinator", detail=given_reason(reason))
