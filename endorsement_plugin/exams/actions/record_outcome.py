from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.clock import today
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, Person, Sitting
from endorsement_plugin.people.queries import addresses_of
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.requirements.deadlines import respond_by
from endorsement_plugin.rules.feedback import without_names
from endorsement_plugin.rules.states import ApplicationState, SittingState

CLOSED = (SittingState.PASSED, SittingState.FAILED, SittingState.CLOSED)


@transaction.atomic
def record_outcome(
    *, ref: UUID, outcome: Literal["passed", "failed"], feedback: str = "", by: Visitor | None = None
) -> Sitting | None:
    """Close the sitting that the reviewers know as `ref`, and make its application ready for a decision.

    Hearing an outcome twice is hearing it once; an unknown `ref` is somebody else's and gives None. The
    candidate's names are taken out of the feedback. A withdrawn application stays withdrawn, and a closed
    sitting closed.
    """
    rows = lock(Sitting).select_related("application__association", "application__person")
    row = rows.filter(review_ref=ref).first()
    if row is None or row.status in CLOSED:
        return row
    if row.status is SittingState.HANDED_IN:
        # The verdict overtook the note that the answers had arrived.
        move(row, SittingState.IN_SCORING)
    move(row, SittingState(outcome))
    application = row.application
    row.feedback = without_names(feedback, names_of(application.person))
    row.closed_at = timezone.now()
    row.save(update_fields=["state", "feedback", "closed_at"])
    record_event(application, f"exam_{outcome}", by=by, role="coordinator" if by else "system")
    _make_ready(application)
    return row


def names_of(person: Person) -> list[str]:
    """Every name this person goes by, and the e-mail addresses."""
    several = [*person.former_names.split(","), *person.nicknames.split(",")]
    return [person.given_name, person.family_name, person.preferred_name, *addresses_of(person), *several]


def _make_ready(application: Application) -> None:
    """The promise of an answer begins anew: the one before was the review's, and the exam came after it."""
    if application.status is ApplicationState.EXAM:
        move(application, ApplicationState.READY)
        months = application.association.answer_after_months
        application.answer_by = respond_by(today(application.association), months)
        application.save(update_fields=["state", "answer_by", "changed_at"])
