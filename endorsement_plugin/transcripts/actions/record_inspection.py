from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.errors import WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Transcript
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.rules.states import TranscriptState
from endorsement_plugin.rules.transcript_reasons import Verdict

STATES = {
    "accept": TranscriptState.ACCEPTED,
    "quarantine": TranscriptState.QUARANTINED,
    "refuse": TranscriptState.REFUSED,
}


@transaction.atomic
def record_inspection(*, transcript: UUID, verdict: Verdict) -> Transcript | None:
    """Note what inspecting the file found. None if the applicant has removed it in the meantime.

    Raises WrongState if it was inspected before.
    """
    row = lock(Transcript).filter(pk=transcript).first()
    if row is None:
        return None
    if row.status is not TranscriptState.UPLOADED:
        raise WrongState("This transcript was inspected before.")
    state = STATES[verdict.outcome]
    move(row, state)
    row.reason = verdict.reason
    row.pages = verdict.pages
    row.inspected_at = timezone.now()
    row.save(update_fields=["state", "reason", "pages", "inspected_at"])
    record_event(row.application, f"transcript_{state}", by=None, role="system", detail=str(row.pk))
    return row
