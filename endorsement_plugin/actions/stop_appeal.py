from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.models import Appeal

from .events import record_event


@transaction.atomic
def stop_appeal(*, appeal: UUID, because: str = "") -> Appeal:
    """Nothing is scored again, and the first outcome stands: the application was withdrawn, or the exam came
    back unscored, `because` of something. A closed appeal stays as it is."""
    row = Appeal.objects.select_for_update(of=("self",)).select_related("sitting__application").get(pk=appeal)
    if row.is_open:
        row.stopped_at = timezone.now()
        row.save(update_fields=["stopped_at"])
        record_event(row.sitting.application, "exam_appeal_stopped", by=None, role="system", detail=because)
    return row
