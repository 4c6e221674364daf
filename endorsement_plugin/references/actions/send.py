from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.conf import current
from endorsement_plugin.definitions.fields import PersonSection
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.errors import Incomplete, TooMany, WrongState
from endorsement_plugin.mail.actions import write_letter
from endorsement_plugin.models import Application, ApplicationEvent, FormVersion, Reference
from endorsement_plugin.people.names import name_problems
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_writing
from endorsement_plugin.record.moves import move
from endorsement_plugin.references.eligibility import refuse_referee
from endorsement_plugin.references.links import new_link, reference_path
from endorsement_plugin.references.locks import WAITING, lock_asked
from endorsement_plugin.references.queries import newest_form
from endorsement_plugin.rules.states import ReferenceState

BETWEEN_REMINDERS = timedelta(days=1)
SENDING = ("reference_sent", "reference_reminded")


@transaction.atomic
def send_reference(*, reference: UUID, by: Visitor) -> Reference:
    """Write to the referee: the first time, again after the link has expired, or as a reminder.

    A reminder carries the link that the referee has, who may be writing with it just now. After that link has
    expired a message carries a new one; what was written so far stays. Raises Incomplete for the applicant's
    own address, one that is named twice, or before the applicant has a name that can stand in a letter;
    WrongState for an answered request or a second reminder within a day, NotAllowed for somebody else's
    request, TooMany after the day's limit of messages.
    """
    application, row = lock_asked(by, reference)
    now = timezone.now()
    _refuse_nameless(application)
    _refuse_same_person(application, row)
    _refuse_too_many(application, now)
    reminder = row.status in WAITING
    if reminder:
        _refuse_early_reminder(row, now)
    else:
        move(row, ReferenceState.SENT)
        row.form_version = form_of(application)
        new_link(row)
    _renew(row, now)
    action = "reference_reminded" if reminder else "reference_sent"
    event = record_writing(application, action, by=by, detail=f"reference {row.slot}")
    _write(application, row, event)
    return row


def _refuse_same_person(application: Application, reference: Reference) -> None:
    """Once more: an address may have been confirmed, or another referee named, since this one was."""
    others = application.references.exclude(state=ReferenceState.REPLACED).exclude(pk=reference.pk)
    refuse_referee(application.person, others, reference.email)


def _refuse_nameless(application: Application) -> None:
    steps = (step for step, _ in application.definition.placed(PersonSection))
    about = next(steps, Step(title="your details"))
    problems = list(name_problems(application.person, about.name))
    if problems:
        said = f"The letter to your referee says who asks. {problems[0].message}"
        raise Incomplete(f"{said} It is under “{about.title}”.", problems)


def _refuse_too_many(application: Application, now: datetime) -> None:
    limit = current().REFERENCE_MAILS_PER_DAY
    sent = ApplicationEvent.objects.filter(
        application__person=application.person, action__in=SENDING, at__gt=now - timedelta(days=1)
    )
    if sent.count() >= limit:
        raise TooMany(f"You have sent {limit} requests in the last 24 hours. Please go on tomorrow.", 86_400)


def _refuse_early_reminder(reference: Reference, now: datetime) -> None:
    if reference.sent_at and reference.sent_at > now - BETWEEN_REMINDERS:
        raise WrongState(f"{reference.name} was written to less than a day ago. Please wait until tomorrow.")


def form_of(application: Application) -> FormVersion:
    """The form that referees are sent now. Raises WrongState while there is none."""
    newest = newest_form(application)
    if newest is None:
        raise WrongState(
            "The reference form is not published yet, so the request cannot be sent. "
            f"Please tell {application.association.email}."
        )
    return newest


def _renew(reference: Reference, now: datetime) -> None:
    reference.sent_at, reference.chased_at = now, None
    reference.expires_at = now + timedelta(days=current().REFERENCE_DAYS)
    reference.save()


def _write(application: Application, reference: Reference, event: ApplicationEvent) -> None:
    write_letter(
        application,
        "reference_request",
        event_key=f"reference-request:{reference.pk}:{event.pk}",
        to=reference.email,
        path=reference_path(reference),
        reference=reference,
    )
