from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import Incomplete, Problem
from endorsement_plugin.models import Transcript
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_transcript
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.rules.states import TranscriptState


@transaction.atomic
def refuse_transcript(*, transcript: UUID, by: Visitor, note: str) -> Transcript:
    """A person has looked at the transcript and cannot take it; the applicant reads why in the note.

    Raises Incomplete without a note, NotAllowed, WrongState.
    """
    if not note.strip():
        problem = Problem("note_missing", "Write why it cannot be used; the applicant reads this.", ("note",))
        raise Incomplete("Say why it cannot be used.", [problem])
    row = lock_transcript(by, transcript)
    move(row, TranscriptState.REFUSED)
    row.reason = "by_hand"
    row.note = note.strip()
    row.save(update_fields=["state", "reason", "note"])
    record_event(row.application, "transcript_refused", by=by, role="coordinator", detail=str(row.pk))
    return row
