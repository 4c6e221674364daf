from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Transcript
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_editable
from endorsement_plugin.record.events import record_writing
from endorsement_plugin.record.writers import applications_written_by
from endorsement_plugin.rules.states import TranscriptState
from endorsement_plugin.uploads.actions import drop_file


@transaction.atomic
def remove_transcript(*, transcript: UUID, by: Visitor) -> None:
    """Take a transcript out of an application that can still be changed, and delete its file.

    Raises NotAllowed, and WrongState also for one that a coordinator has verified.
    """
    rows = Transcript.objects.filter(application__in=applications_written_by(by), pk=transcript)
    owner = rows.values_list("application_id", flat=True).first()
    if owner is None:
        raise NotAllowed("This is not your transcript.")
    application = lock_editable(by, owner)
    row = lock(Transcript).filter(pk=transcript).first()
    if row is None:  # by the same person in another window, while this one waited
        raise WrongState("This file has been removed already.")
    if row.status is TranscriptState.VERIFIED:
        raise WrongState("A coordinator has verified this transcript, so it stays.")
    record_writing(application, "transcript_removed", by=by, detail=str(row.pk))
    drop_file(row)
