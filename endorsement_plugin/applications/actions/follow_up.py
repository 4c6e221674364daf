from django.db import transaction

from endorsement_plugin.background import for_each_row
from endorsement_plugin.errors import Refusal
from endorsement_plugin.mail.actions import write_letter
from endorsement_plugin.models import Application, ApplicationEvent, Reference
from endorsement_plugin.references.actions.send import send_reference
from endorsement_plugin.requirements.clauses import parse, requires_exam
from endorsement_plugin.rules.states import ReferenceState


@transaction.atomic
def follow_up_submission(*, event: ApplicationEvent) -> None:
    """Tell the applicant that the application has arrived and what was promised: once for each submission."""
    application: Application = event.application
    exam = requires_exam(parse(application.requirement_set.clauses))
    key = f"application-received:{event.pk}"
    write_letter(application, "application_received", event_key=key, exam=exam)


def send_waiting_references(*, event: ApplicationEvent) -> int:
    """Write to the referees who were named and not written to yet; to how many. `event` is the submission.

    Each is a step of its own. One that is refused, as by the day's limit, stays for the applicant to send.
    """
    application: Application = event.application
    by = event.actor if event.from_paper and event.actor else application.person.account

    def send(reference: Reference) -> bool:
        try:
            send_reference(reference=reference.pk, by=by)
        except Refusal:
            return False
        return True

    return sum(for_each_row(application.references.filter(state=ReferenceState.DRAFT), send))
