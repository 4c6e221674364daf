from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.models import AccessEvent, Transcript
from endorsement_plugin.permissions import Visitor, transcripts_coordinated_by, transcripts_of
from endorsement_plugin.record.access import note_reads
from endorsement_plugin.record.events import record_event


@transaction.atomic
def read_transcript(*, transcript: UUID, by: Visitor) -> Transcript:
    """Let its owner or a coordinator of its application have the file, and note who had it.

    Raises NotAllowed for anybody else.
    """
    row, role = _readable(transcript, by)
    record_event(row.application, "transcript_downloaded", by=by, role=role, detail=str(row.pk))
    if role == "coordinator":
        note_reads(AccessEvent.Kind.TRANSCRIPT, [row.pk], of=row.application, by=by)
    return row


def _readable(transcript: UUID, by: Visitor) -> tuple[Transcript, str]:
    for rows, role in ((transcripts_of(by), "applicant"), (transcripts_coordinated_by(by), "coordinator")):
        transcript_row = rows.select_related("application").filter(pk=transcript).first()
        if transcript_row:
            return transcript_row, role
    raise NotAllowed("This is not your transcript.")
