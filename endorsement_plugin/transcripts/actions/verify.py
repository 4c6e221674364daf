from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.models import Transcript
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_transcript
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.requirements.standards import SEALED
from endorsement_plugin.rules.states import TranscriptState


@transaction.atomic
def verify_transcript(*, transcript: UUID, by: Visitor, note: str = "", standard: str = "") -> Transcript:
    """A person has looked at the transcript and takes it as good, and says what it is.

    What was marked as sealed when it came by post is that, unless something else is said.
    Raises NotAllowed, WrongState.
    """
    row = lock_transcript(by, transcript)
    move(row, TranscriptState.VERIFIED)
    row.verified_at = timezone.now()
    row.verified_by_id = by.pk
    row.note, row.standard = note.strip(), standard or (SEALED if row.received_on else "")
    row.save(update_fields=["state", "verified_at", "verified_by", "note", "standard"])
    record_event(row.application, "transcript_verified", by=by, role="coordinator", detail=str(row.pk))
    return row
