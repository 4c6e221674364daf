from uuid import UUID

from django.db import transaction

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Sitting
from endorsement_plugin.record.events import record_event
from endorsement_plugin.rules.states import SittingState

from .settling import add_feedback


@transaction.atomic
def note_returned(*, sitting: UUID, because: str, unscorable: bool = False, feedback: str = "") -> Sitting:
    """The exam came back unscored: a clearer or chief reviewer returned it, or reviewers find that it cannot
    be scored. A coordinator reads why, and enters what follows. What reviewers wrote for the candidate is
    kept all the same, without names, and reaches them with the decision.

    Hearing it twice is hearing it once; a sitting that has its outcome stays as it is.
    """
    row = lock(Sitting).get(pk=sitting)
    if row.status is SittingState.IN_SCORING and not row.returned_because:
        row.returned_because, row.unscorable = because, unscorable
        add_feedback(row, feedback)
        row.save(update_fields=["returned_because", "unscorable", "feedback"])
        record_event(row.application, "exam_returned", by=None, role="system", detail=because)
    return row
