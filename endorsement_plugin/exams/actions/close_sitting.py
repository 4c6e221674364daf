from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Sitting
from endorsement_plugin.record.events import record_event


@transaction.atomic
def close_sitting(*, sitting: UUID) -> Sitting:
    """The scoring of a withdrawn application or a closed exam was stopped. Noted once."""
    row = lock(Sitting).get(pk=sitting)
    if row.closed_at is None:
        row.closed_at = timezone.now()
        row.save(update_fields=["closed_at"])
        record_event(row.application, "exam_scoring_stopped", by=None, role="system")
    return row
