from uuid import UUID

from django.db import transaction

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Sitting
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.rules.states import SittingState


@transaction.atomic
def send_to_scoring(*, sitting: UUID) -> Sitting:
    """The review backend has the answers. A sitting that is past this already stays as it is."""
    row = lock(Sitting).get(pk=sitting)
    if row.status is SittingState.HANDED_IN:
        move(row, SittingState.IN_SCORING)
        row.save(update_fields=["state"])
        record_event(row.application, "exam_in_scoring", by=None, role="system")
    return row
