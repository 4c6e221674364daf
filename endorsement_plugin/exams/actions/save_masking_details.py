from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import Stale, WrongState
from endorsement_plugin.exams.locks import lock_sitting
from endorsement_plugin.models import MaskingDetails, Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_event
from endorsement_plugin.rules.states import SittingState

ELSEWHERE = "This was changed in another tab or on another device after you opened it."
BEFORE_THE_HAND_IN = (SittingState.SCHEDULED, SittingState.OPEN)


@transaction.atomic
def save_masking_details(
    *, sitting: UUID, by: Visitor, values: Mapping[str, Any], revision: int
) -> MaskingDetails:
    """Keep what a form has cleaned, to mask this exam by; the history says that something was, not what.

    Raises NotAllowed; WrongState once the exam is handed in or closed: it is masked by then; Stale if what
    was read (`revision`, 0 before the first time) is not what is there, and something else is to be kept.
    """
    row = lock_sitting(by, sitting)
    if not takes_masking_details(row):
        raise WrongState("This exam is handed in or closed, so nothing was saved.")
    details = MaskingDetails.objects.filter(sitting=row).first()
    now = details.revision if details else 0
    if details is None:
        details = MaskingDetails(sitting=row, revision=0)
    changed = [name for name, value in values.items() if getattr(details, name) != value]
    if not changed and revision <= now:
        return details  # also of a page whose save was stored, and its reply lost
    if now != revision:
        raise Stale(ELSEWHERE, now)
    for name in changed:
        setattr(details, name, values[name])
    details.revision += 1
    details.save()
    record_event(row.application, "exam_names_given", by=by, role="applicant")
    return details


def takes_masking_details(sitting: Sitting) -> bool:
    """Whether the candidate may still say by what to mask it."""
    return sitting.status in BEFORE_THE_HAND_IN and sitting.is_written_here
