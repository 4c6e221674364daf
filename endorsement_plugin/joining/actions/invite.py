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
from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import address_of, compose_for_holder
from endorsement_plugin.mail.links import end_invitation_link, join_path, new_invitation_link
from endorsement_plugin.mail.queries import open_invitations
from endorsement_plugin.models import Endorsement, Import, Invitation, Person
from endorsement_plugin.people.queries import accounts_with
from endorsement_plugin.permissions import Visitor, endorsements_decided_by
from endorsement_plugin.record.events import record_endorsement_event

LETTER = "join_invitation"
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
    if not address:
        words = "Enter the address that the letter goes to."
        raise Incomplete("The address is missing.", [Problem("required", words, ("address",))])
    if by.pk in accounts_with([address]):
        raise Incomplete(OWN_ADDRESS, [Problem("own_address", OWN_ADDRESS, ("address",))])
    before = list(lock(Invitation).filter(person=found).order_by("pk"))
    person = lock(Person).select_related("user").get(pk=found)
    if person.user_id is not None:
        raise WrongState(HAS_ACCOUNT.format(name=person))
    if person.contact_email != address:
        person.contact_email = address
        person.save(update_fields=["contact_email", "contact_key"])
    row = Endorsement.objects.select_related("association__site", "credential", "person__user").get(
        pk=endorsement
    )
    return _invite(row, before, by)


def _invite(row: Endorsement, before: list[Invitation], by: Visitor) -> Invitation:
    for earlier in before:
        if earlier.token_digest is not None and earlier.association_id == row.association_id:
            end_invitation_link(earlier)
            earlier.save(update_fields=["nonce", "token_digest"])
    days = current().INVITATION_DAYS
    invitation = Invitation(
        association=row.association,
        person=row.person,
        address=row.person.contact_email,
        invited_by_id=by.pk,
        expires_at=timezone.now() + timedelta(days=days),
    )
    new_invitation_link(invitation)
    invitation.save(force_insert=True)
    link = address_of(row.association, join_path(invitation))
    letter = compose_for_holder(LETTER, row, link=link, days=days)
    post_to_holder(row, letter, event_key=f"{LETTER}:{invitation.pk}")
    record_endorsement_event(row, "invited", by=by, role="coordinator", detail=invitation.address)
    return invitation


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
