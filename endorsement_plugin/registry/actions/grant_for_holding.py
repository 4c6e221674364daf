"""What is granted for holding others: by itself after a decision; by a coordinator to who held them before.

To whom is the law of `holders_without`, which is asked under a lock of the person each time.
"""

from uuid import UUID

from django.db import transaction

from endorsement_plugin.clock import today
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import compose_for_holder
from endorsement_plugin.models import Credential, Endorsement, Person
from endorsement_plugin.permissions import Visitor, credentials_granted_by
from endorsement_plugin.registry.queries import as_holders, holders_without

from .grant import grant

LETTER = "granted_for_holding"


@transaction.atomic
def grant_what_follows(*, endorsement: int) -> list[Endorsement]:
    """Grant its holder what holding it together with others gives, and write to them. Twice is once."""
    row = Endorsement.objects.select_related("credential").filter(pk=endorsement).first()
    if row is None:
        return []
    person = lock(Person).select_related("user").get(pk=row.person_id)
    gives = row.credential.gives.filter(retired=False).select_related("association__site").order_by("pk")
    return [made for one in gives if (made := _granted(one, person, None, "system"))]


@transaction.atomic
def grant_to_holder(*, credential: int, person: UUID, by: Visitor) -> Endorsement:
    """Grant it to one who held all of it before it was so, and write to them.

    Raises NotAllowed for whoever does not coordinate its association and for oneself; WrongState if the
    person holds it already, or no longer all that it is granted for.
    """
    granted = credentials_granted_by(by).select_related("association__site").filter(pk=credential).first()
    row = lock(Person).select_related("user").exclude(user=by.pk or 0).filter(pk=person).first()
    if granted is None or row is None:
        raise NotAllowed("This is not yours to grant.")
    made = _granted(granted, row, by, "coordinator")
    if made is None:
        raise WrongState(
            f"{row} holds {granted.code} already, or no longer all that it is granted for. "
            "Look at the list again."
        )
    return made


def _granted(credential: Credential, person: Person, by: Visitor | None, role: str) -> Endorsement | None:
    """None where there is nothing to grant. `person` is locked: of two, the second finds it granted."""
    if not holders_without(credential).filter(pk=person.pk).exists():
        return None
    (holder,) = as_holders(credential, [person])
    made = grant(
        person=person,
        credential=credential,
        today=today(credential.association),
        due=holder.due,
        listed=holder.listed,
        by=by,
        role=role,
        held=holder.held,
    )
    letter = compose_for_holder(LETTER, made, parts=holder.held)
    post_to_holder(made, letter, event_key=f"{LETTER}:{made.pk}")
    return made
