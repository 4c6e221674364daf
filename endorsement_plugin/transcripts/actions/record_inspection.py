from uuid import UUID

from django.db import transaction

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Transcript
from endorsement_plugin.record.events import record_event
from endorsement_plugin.rules.file_reasons import Verdict
from endorsement_plugin.uploads.actions import note_verdict


@transaction.atomic
def record_inspection(*, transcript: UUID, verdict: Verdict) -> Transcript | None:
    """Note what inspecting the file found, once. None if the applicant has removed it in the meantime."""
    row = lock(Transcript).filter(pk=transcript).first()
    if row is not None and note_verdict(row, verdict):
        record_event(row.application, f"transcript_{row.state}", by=None, role="system", detail=str(row.pk))
    return row
