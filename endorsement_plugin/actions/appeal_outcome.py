from uuid import UUID

from django.db import transaction

from endorsement_plugin.background import ask
from endorsement_plugin.errors import Incomplete, NotAllowed, Problem, WrongState
from endorsement_plugin.models import Appeal, Application, Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.queries.appeals import open_appeals, was_retaken
from endorsement_plugin.rules.states import APPEALABLE, SittingState

from .coordinating import lock_application
from .events import record_event


@transaction.atomic
def appeal_outcome(*, application: UUID, sitting: UUID, by: Visitor, reason: str) -> Appeal:
    """Have an exam scored again by people who have not seen it. Its outcome will replace the first one.

    Raises NotAllowed; Incomplete without a reason; WrongState where there is no outcome, a retake counts
    instead, a second scoring is under way, or the application is past the point where it could matter.
    """
    row = lock_application(by, application)
    found = row.sittings.select_related("paper").filter(pk=sitting).first()
    if found is None:
        raise NotAllowed("This exam belongs to another application.")
    _refuse(row, found)
    if not reason.strip():
        raise Incomplete(
            "The reason is missing.", [Problem("reason_missing", "Write the reason.", ("reason",))]
        )
    assert by.pk is not None
    appeal = Appeal.objects.create(
        sitting=found,
        reason=reason.strip(),
        first_outcome=found.state,
        first_feedback=found.feedback,
        asked_by_id=by.pk,
    )
    record_event(row, "exam_appealed", by=by, role="coordinator", detail=appeal.reason)
    ask("endorsement.rescore", str(appeal.pk))
    return appeal


def _refuse(application: Application, sitting: Sitting) -> None:
    if sitting.status not in {SittingState.PASSED, SittingState.FAILED}:
        raise WrongState("This exam has no outcome yet, so there is nothing to score again.")
    if application.status not in APPEALABLE:
        raise WrongState(
            "An exam is scored again while the application waits for a decision, or after it was deferred or "
            f"declined. This application is “{application.status.label}”."
        )
    if was_retaken(sitting):
        raise WrongState("The candidate has sat this exam again since, and the later sitting counts.")
    if open_appeals(application).filter(sitting=sitting).exists():
        raise WrongState("This exam is being scored again already.")
