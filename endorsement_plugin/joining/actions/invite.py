"""Write to somebody without an account, so that they can join their record to one."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.background import for_each_row
from endorsement_plugin.conf import current
from endorsement_plugin.errors import Incomplete, NotAllowed, Problem, WrongState
from endorsement_plugin.joining.queries import OWN_ADDRESS, to_invite_of
from endorsement_plugin.locks import lock
from endorsement_plugin.mail.actions import post_to_holder, write_letter
from endorsement_plugin.mail.letters import address_of, compose_for_holder
from endorsement_plugin.mail.links import end_invitation_link, join_path, new_invitation_link
from endorsement_plugin.mail.queries import open_invitations
from endorsement_plugin.models import Association, Endorsement, Import, Invitation, Person
from endorsement_plugin.people.queries import accounts_with
from endorsement_plugin.permissions import Visitor, endorsements_decided_by
from endorsement_plugin.record.events import record_endorsement_event, record_event
from endorsement_plugin.record.writers import applications_entered_by

LETTER = "join_invitation"
APPLICANTS_LETTER = "join_application"
HAS_ACCOUNT = "{name} has an account already, so there is nothing to join."


@transaction.atomic
def invite_to_join(*, endorsement: int, by: Visitor, address: str) -> Invitation:
    """Write to its holder, at this address from now on. A link from a letter before leads nowhere any more.

    Raises NotAllowed for whoever does not coordinate it and for one's own, WrongState for somebody who has an
    account, and Incomplete without an address or with one's own: who could invite themselves would hold
    whatever they moved in.
    """
    found = endorsements_decided_by(by).filter(pk=endorsement).values_list("person", flat=True).first()
    if found is None:
        raise NotAllowed("This is not an endorsement that you coordinate.")
    before, person = _may_join(found, by, address)
    row = Endorsement.objects.select_related("association__site", "credential", "person__user").get(
        pk=endorsement
    )
    invitation, link = _invitation(row.association, person, before, by)
    letter = compose_for_holder(LETTER, row, link=link, days=current().INVITATION_DAYS)
    post_to_holder(row, letter, event_key=f"{LETTER}:{invitation.pk}")
    record_endorsement_event(row, "invited", by=by, role="coordinator", detail=invitation.address)
    return invitation


@transaction.atomic
def invite_applicant(*, application: UUID, by: Visitor, address: str) -> Invitation:
    """The same to somebody who applied on paper: what is entered for them is theirs once they have joined.

    Raises NotAllowed for what one does not enter from paper, and WrongState and Incomplete as above.
    """
    entered = applications_entered_by(by).select_related("association__site", "credential")
    row = entered.filter(pk=application).first()
    if row is None:
        raise NotAllowed("This is not an application that you enter from paper.")
    before, person = _may_join(row.person_id, by, address)
    row.person = person
    invitation, _ = _invitation(row.association, person, before, by)
    write_letter(
        row,
        APPLICANTS_LETTER,
        event_key=f"{APPLICANTS_LETTER}:{invitation.pk}",
        path=join_path(invitation),
        days=current().INVITATION_DAYS,
    )
    record_event(row, "applicant_invited", by=by, role="coordinator", detail=invitation.address)
    return invitation


def _may_join(pk: UUID, by: Visitor, address: str) -> tuple[list[Invitation], Person]:
    """The invitations before, and the person, who is written to at this address from now on."""
    if not address:
        words = "Enter the address that the letter goes to."
        raise Incomplete("The address is missing.", [Problem("required", words, ("address",))])
    if by.pk in accounts_with([address]):
        raise Incomplete(OWN_ADDRESS, [Problem("own_address", OWN_ADDRESS, ("address",))])
    before = list(lock(Invitation).filter(person=pk).order_by("pk"))
    person = lock(Person).select_related("user").get(pk=pk)
    if person.user_id is not None:
        raise WrongState(HAS_ACCOUNT.format(name=person))
    if person.contact_email != address:
        person.contact_email = address
        person.save(update_fields=["contact_email", "contact_key"])
    return before, person


def _invitation(
    association: Association, person: Person, before: list[Invitation], by: Visitor
) -> tuple[Invitation, str]:
    """The new invitation and the full address of its link; the association's links before lead nowhere."""
    for earlier in before:
        if earlier.token_digest is not None and earlier.association_id == association.pk:
            end_invitation_link(earlier)
            earlier.save(update_fields=["nonce", "token_digest"])
    invitation = Invitation(
        association=association,
        person=person,
        address=person.contact_email,
        invited_by_id=by.pk,
        expires_at=timezone.now() + timedelta(days=current().INVITATION_DAYS),
    )
    new_invitation_link(invitation)
    invitation.save(force_insert=True)
    return invitation, address_of(association, join_path(invitation))


def invite_moved_in(*, source: UUID) -> int:
    """Invite everybody whom this import moved in, who has an address and no account; how many.

    Each once, by themselves: whoever has an invitation that still works is not written to again.
    """
    moved_in = Import.objects.select_related("run_by").get(pk=source)
    by = moved_in.run_by
    if by is None or not moved_in.invites:
        return 0
    invited = set(open_invitations(moved_in.association).values_list("person", flat=True))
    rows = [row for row in to_invite_of(moved_in) if row.person_id not in invited]

    def invite(row: Endorsement) -> None:
        try:
            invite_to_join(endorsement=row.pk, by=by, address=row.person.contact_email)
        except (Incomplete, NotAllowed, WrongState):
            return  # it is one's own, who ran it coordinates no more, or the person has joined meanwhile

    return len(for_each_row(rows, invite))
