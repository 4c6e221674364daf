from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import WrongState
from endorsement_plugin.models import Application, Transcript
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.queries.undo import undoable
from endorsement_plugin.rules.states import ApplicationState, TranscriptState
from endorsement_plugin.transcripts.reasons import BY_HAND

from .coordinating import lock_application, lock_transcript
from .events import record_event
from .moves import move

_BACK = {
    ApplicationState.IN_REVIEW: ApplicationState.SUBMITTED,
    ApplicationState.READY: ApplicationState.IN_REVIEW,
}


@transaction.atomic
def undo_step(*, application: UUID, by: Visitor) -> Application:
    """Take back the beginning of a review, or that it was done, as long as nothing has followed it.

    Raises NotAllowed, and WrongState if the newest step of a coordinator was another one.
    """
    row = lock_application(by, application)
    if not undoable(row.status, row.events.all()):
        raise WrongState("Something has happened since, so this step cannot be taken back.")
    move(row, _BACK[row.status])
    row.save(update_fields=["state", "changed_at"])
    record_event(row, "step_undone", by=by, role="coordinator")
    return row


@transaction.atomic
def unjudge_transcript(*, transcript: UUID, by: Visitor) -> Transcript:
    """Look at a transcript again that was verified, or refused by hand. Raises NotAllowed, WrongState."""
    row = lock_transcript(by, transcript)
    if row.status is TranscriptState.REFUSED and row.reason != BY_HAND:
        raise WrongState("The inspection refused this file; another one has to be uploaded.")
    move(row, TranscriptState.ACCEPTED)
    row.reason, row.note = "", ""
    row.verified_at, row.verified_by = None, None
    row.save(update_fields=["state", "reason", "note", "verified_at", "verified_by"])
    record_event(row.application, "transcript_reopened", by=by, role="coordinator", detail=str(row.pk))
    return row
