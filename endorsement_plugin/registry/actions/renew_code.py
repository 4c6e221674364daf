"""A new verification code, for a certificate that has reached hands that it should not be in."""

from django.db import transaction

from endorsement_plugin.clock import today
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import compose_for_holder
from endorsement_plugin.models import Endorsement, WithdrawnCode
from endorsement_plugin.models.endorsements.record import new_verification_code
from endorsement_plugin.permissions import Visitor, endorsements_decided_by, endorsements_of
from endorsement_plugin.record.events import record_endorsement_event
from endorsement_plugin.registry.verification import read_code
from endorsement_plugin.signals import endorsement_changed

RENEWED_ALREADY = "This code was renewed already. The new one is shown now; nothing was changed again."
LETTER = "code_renewed"


@transaction.atomic
def renew_code(*, endorsement: int, code: str, by: Visitor) -> Endorsement:
    """Withdraw a code and give another. `code` is the one that is meant: pressing twice renews it once.

    By its holder, or by a coordinator of its association, who writes to the holder with that. Raises
    NotAllowed, and WrongState for a code that is no longer the current one.
    """
    own = endorsements_of(by).filter(pk=endorsement).exists()
    if not own and not endorsements_decided_by(by).filter(pk=endorsement).exists():
        raise NotAllowed("This is not your endorsement.")
    row = lock(Endorsement).select_related("association__site", "credential", "person").get(pk=endorsement)
    if read_code(code) != row.verification_code:
        raise WrongState(RENEWED_ALREADY)
    WithdrawnCode.objects.create(
        code=row.verification_code, endorsement=row, withdrawn_on=today(row.association)
    )
    row.verification_code = new_verification_code()
    row.save(update_fields=["verification_code"])
    event = record_endorsement_event(row, "code_renewed", by=by, role="holder" if own else "coordinator")
    if not own and row.person.email:
        post_to_holder(row, compose_for_holder(LETTER, row), event_key=f"{LETTER}:{event.pk}")
    endorsement_changed.send(sender=Endorsement, endorsement=row)
    return row
