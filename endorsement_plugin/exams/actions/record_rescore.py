from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Appeal
from endorsement_plugin.record.events import record_event
from endorsement_plugin.rules.feedback import without_names

from .settling import names_of


@transaction.atomic
def record_rescore(*, ref: UUID, outcome: Literal["passed", "failed"], feedback: str = "") -> Appeal | None:
    """Note the outcome of a second scoring. It counts once a coordinator has confirmed it.

    Hearing it twice is hearing it once; an unknown `ref` gives None. A stopped one stays stopped.
    """
    rows = lock(Appeal).select_related("sitting__application__person__user")
    row = rows.filter(review_ref=ref).first()
    if row is None or row.outcome or not row.is_open:
        return row
    application = row.sitting.application
    row.outcome = outcome
    row.feedback = without_names(feedback, names_of(application.person))
    row.scored_at = timezone.now()
    row.save(update_fields=["outcome", "feedback", "scored_at"])
    record_event(application, "exam_scored_again", by=None, role="system", detail=outcome)
    return row
