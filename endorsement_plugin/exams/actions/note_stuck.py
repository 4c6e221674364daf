from datetime import date

from django.db import transaction

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Sitting
from endorsement_plugin.record.events import record_event
from endorsement_plugin.rules.states import SittingState


def note_stuck(*, sitting: Sitting, since: date | None) -> None:
    """Since when nobody is found who may score the exam; None once it goes on. Nothing is written unless it
    has changed: the clock asks every few minutes.

    Coordinators hear of it. It says neither who scores, nor how many have, nor how.
    """
    if sitting.stuck_since != since:
        _note(sitting, since)


@transaction.atomic
def _note(sitting: Sitting, since: date | None) -> None:
    row = lock(Sitting).get(pk=sitting.pk)
    if row.status is not SittingState.IN_SCORING or row.stuck_since == since:
        return
    new = row.stuck_since is None
    row.stuck_since = since
    row.save(update_fields=["stuck_since"])
    if since and new:
        record_event(row.application, "exam_stuck", by=None, role="system", detail=since.isoformat())
