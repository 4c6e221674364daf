from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.models import Transcript
from endorsement_plugin.permissions import Visitor, transcripts_of
from endorsement_plugin.record.access import note_file
from endorsement_plugin.record.writers import read_by_coordinator


@transaction.atomic
def read_transcript(*, transcript: UUID, by: Visitor) -> Transcript:
    """Let its owner or a coordinator of its application have the file, and note who had it.

    Raises NotAllowed for anybody else.
    """
    row, role = _readable(transcript, by)
    note_file(row, by=by, role=role)
    return row


def _readable(transcript: UUID, by: Visitor) -> tuple[Transcript, str]:
    for rows, role in ((transcripts_of(by), "applicant"), (read_by_coordinator(by), "coordinator")):
        transcript_row = rows.filter(pk=transcript).first()
        if transcript_row:
            return transcript_row, role
    raise NotAllowed("This is not your transcript.")
