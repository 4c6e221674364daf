import uuid
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.background import ask
from endorsement_plugin.errors import Stale
from endorsement_plugin.models import Response, Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.rules.states import SittingState

from .events import record_event
from .moves import move
from .sitting_rows import lock_sitting


@transaction.atomic
def hand_in(*, sitting: UUID, by: Visitor, responses: Iterable[Response], revision: int) -> Sitting:
    """Freeze the answers as they were checked at `revision`, and owe them to the reviewers.

    Handing in twice is handing in once. Raises Stale if they were changed after that check, so what is
    frozen is what was checked; WrongState, NotAllowed.
    """
    row = lock_sitting(by, sitting)
    if row.handed_in_at is not None:
        return row
    if row.revision != revision:
        raise Stale("Your answers were changed in another tab. Check them once more.", row.revision)
    move(row, SittingState.HANDED_IN)
    _freeze(row, responses)
    row.draft = {}
    row.handed_in_at = timezone.now()
    row.review_ref = uuid.uuid4()
    row.save(update_fields=["state", "draft", "handed_in_at", "review_ref"])
    record_event(row.application, "exam_handed_in", by=by, role="applicant")
    ask("endorsement.send_to_scoring", str(row.pk))
    return row


def _freeze(sitting: Sitting, responses: Iterable[Response]) -> None:
    rows = list(responses)
    for response in rows:
        response.sitting = sitting
    Response.objects.bulk_create(rows)
