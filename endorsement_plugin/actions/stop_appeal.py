from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Appeal

from .events import record_event
from .tell_of_appeal import tell_of_appeal


@transaction.atomic
def stop_appeal(*, appeal: UUID, because: str = "") -> Appeal:
    """Nothing is scored again, and the first outcome stands: the application was withdrawn, or the exam came
    back unscored, `because` of something; then the candidate is told. A closed appeal stays as it is."""
    row = lock(Appeal).get(pk=appeal)
    if row.is_open:
        row.stopped_at = timezone.now()
        row.save(update_fields=["stopped_at"])
        application = row.sitting.application
        record_event(application, "exam_appeal_stopped", by=None, role="system", detail=because)
        if because:
            tell_of_appeal(row, application, "exam_not_scored_again")
    return row
