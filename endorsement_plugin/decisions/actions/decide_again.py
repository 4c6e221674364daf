from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from endorsement_plugin.clock import today
from endorsement_plugin.errors import WrongState
from endorsement_plugin.exams.queries.appeals import open_appeals
from endorsement_plugin.locks import lock
from endorsement_plugin.mail.actions import tell_applicant
from endorsement_plugin.models import Application, ApplicationEvent, Person
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_application
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.record.reasons import given_reason
from endorsement_plugin.requirements.deadlines import respond_by
from endorsement_plugin.rules.states import DECIDED_AGAINST, OPEN_APPLICATION, ApplicationState

from .decide import SCORED_AGAIN


@transaction.atomic
def decide_again(*, application: UUID, by: Visitor, reason: str) -> Application:
    """A decision against the applicant is open again, with a new promised day; the first stays in the file.

    Raises NotAllowed; WrongState also while its exam is being scored again, or after another application for
    the credential was started; Incomplete without a reason.
    """
    row = lock_application(by, application)
    if open_appeals(row).exists():
        raise WrongState(SCORED_AGAIN)
    why = given_reason(reason)
    refuse_superseded(row)
    event = open_again(row, out_of=DECIDED_AGAINST, by=by, why=why)
    tell_applicant(row, "decision_reopened", event, reason=why)
    return row


def refuse_superseded(application: Application) -> None:
    """Raises WrongState after the applicant has started another application for the credential."""
    if superseded(application):
        raise WrongState("The applicant has started another application for this credential since.")


def open_again(
    application: Application, *, out_of: Collection[ApplicationState], by: Visitor, why: str
) -> ApplicationEvent:
    """Ready for a new decision, with a new promised day. Part of an action, with the application locked.

    Raises WrongState out of another state.
    """
    move(application, ApplicationState.READY, out_of=out_of)
    association = application.association
    application.answer_by = respond_by(today(association), association.answer_after_months)
    application.save(update_fields=["state", "answer_by", "changed_at"])
    return record_event(application, "decision_reopened", by=by, role="coordinator", detail=why)


def superseded(application: Application) -> bool:
    """Whether the applicant has started another application for the credential since.

    None is started either until the transaction ends: whoever starts one takes the person's row first.
    """
    lock(Person).get(pk=application.person_id)
    others = Application.objects.filter(
        person=application.person_id, credential=application.credential_id, state__in=OPEN_APPLICATION
    )
    return others.exclude(pk=application.pk).exists()
