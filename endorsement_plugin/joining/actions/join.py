"""Join a record that was moved in to one's account."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.errors import LinkGone, NotAllowed, WrongState
from endorsement_plugin.joining.queries import GONE, OTHER_ADDRESS, OWN_ENTRY, OWN_INVITATION, is_addressed_to
from endorsement_plugin.locks import lock
from endorsement_plugin.mail.links import digest, end_invitation_link
from endorsement_plugin.models import Application, Invitation, Person
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_endorsement_events, record_event
from endorsement_plugin.record.writers import has_entered_for

from .merge_people import JOINED, merge_people

WHY = "By the invitation to {address}."


@transaction.atomic
def join_record(*, token: str, by: Visitor) -> Person:
    """Make the record of an invitation the visitor's own: once, and only for whom the letter was meant.

    Where the account has a record already, the two become one. Raises LinkGone for a link that was never
    given out, has expired, was used or replaced; NotAllowed for an account that has not confirmed the address
    of the letter, and for whoever sent the letter or entered from paper what is joined, who may have
    confirmed its address since; WrongState if the record has an account by now; Incomplete if the two cannot
    be one person's. Then nothing is changed.
    """
    if not by.is_authenticated or by.pk is None:
        raise NotAllowed("Sign in to join your record.")
    row = lock(Invitation).filter(token_digest=digest(token)).first()
    if row is None or row.expires_at <= timezone.now():
        raise LinkGone(GONE)
    if not is_addressed_to(row, by.pk):
        raise NotAllowed(OTHER_ADDRESS)
    if row.invited_by_id == by.pk:
        raise NotAllowed(OWN_INVITATION)
    if has_entered_for(by, row.person_id):
        raise NotAllowed(OWN_ENTRY)
    invited = row.person_id
    own = Person.objects.filter(user_id=by.pk).first()
    if Person.objects.filter(pk=invited, user__isnull=False).exists():
        raise WrongState("This record has been joined to an account already.")
    end_invitation_link(row)
    row.joined_at, row.joined_by_id = timezone.now(), by.pk
    row.save(update_fields=["nonce", "token_digest", "joined_at", "joined_by"])
    why = WHY.format(address=row.address)
    if own is not None:
        return merge_people(keep=own.pk, other=invited, by=by, role="holder", why=why)
    return _take(invited, by, why)


def _take(invited: UUID, by: Visitor, why: str) -> Person:
    applications = list(lock(Application).filter(person=invited).order_by("pk"))
    person = lock(Person).get(pk=invited)
    if person.user_id is not None:
        raise WrongState("This record has been joined to an account already.")
    person.user_id = by.pk
    person.save(update_fields=["user"])
    details = dict.fromkeys(person.endorsements.all(), why)
    record_endorsement_events(details, JOINED, by=by.pk, role="holder")
    for application in applications:
        record_event(application, JOINED, by=by, role="applicant", detail=why)
    return person
