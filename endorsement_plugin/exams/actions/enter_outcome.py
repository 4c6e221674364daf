from typing import Literal
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_application
from endorsement_plugin.rules.states import AWAITS_OUTCOME

from .elsewhere import NOTHING, Elsewhere, note_elsewhere
from .record_outcome import record_outcome


@transaction.atomic
def enter_outcome(
    *,
    application: UUID,
    by: Visitor,
    outcome: Literal["passed", "failed"],
    feedback: str = "",
    elsewhere: Elsewhere = NOTHING,
) -> Sitting:
    """A coordinator types in how an exam that has no parts, scored elsewhere, came out. Of one that came back
    unscored, `elsewhere` says who scored it, and when.

    Raises NotAllowed, WrongState, Incomplete.
    """
    row = lock_application(by, application)
    sitting = (
        lock(Sitting, row.sittings.all())
        .filter(state__in=AWAITS_OUTCOME, review_ref__isnull=False)
        .order_by("number")
        .last()
    )
    if sitting is None or sitting.review_ref is None:
        raise WrongState("No exam of this application waits for an outcome.")
    if sitting.parts.exists():
        raise WrongState("This exam has parts, and each has an outcome of its own. Reload the page.")
    note_elsewhere(sitting, elsewhere, by=by)
    record_outcome(ref=sitting.review_ref, outcome=outcome, feedback=feedback, by=by)
    sitting.refresh_from_db()
    return sitting
