from uuid import UUID

from django.db import transaction
from django.urls import reverse

from endorsement_plugin.errors import Incomplete, Problem
from endorsement_plugin.letters import address_of, compose
from endorsement_plugin.models import Application, ApplicationEvent
from endorsement_plugin.notifications import queue_mail
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.rules.states import ApplicationState

from .coordinating import lock_application
from .events import record_event
from .moves import move


@transaction.atomic
def return_application(*, application: UUID, by: Visitor, note: str) -> Application:
    """Give an application back to its applicant, with what is still needed, and tell them.

    Raises Incomplete without a note, NotAllowed, WrongState.
    """
    if not note.strip():
        problem = Problem("note_missing", "Write what the applicant should add or change.", ("note",))
        raise Incomplete("Say what is needed.", [problem])
    row = lock_application(by, application)
    move(row, ApplicationState.RETURNED)
    row.return_note = note.strip()
    row.save(update_fields=["state", "return_note", "changed_at"])
    event = record_event(row, "returned", by=by, role="coordinator")
    _tell(row, event)
    return row


def _tell(application: Application, event: ApplicationEvent) -> None:
    link = address_of(application.association, reverse("endorsement:application", args=[application.pk]))
    letter = compose("returned", application, note=application.return_note, link=link)
    queue_mail(
        event_key=f"application-returned:{event.pk}",
        to=application.person.user.email,
        subject=letter.subject,
        body=letter.body,
        association=application.association,
        application=application,
    )
