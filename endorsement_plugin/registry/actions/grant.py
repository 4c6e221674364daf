"""The one way an endorsement comes to be: with its number, its line in the registry and its first event."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Length

from endorsement_plugin.background import ask
from endorsement_plugin.errors import WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, Association, Credential, Endorsement, Person
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.policies.queries import first_due
from endorsement_plugin.portfolio.queries import facts_about
from endorsement_plugin.record.events import record_endorsement_event
from endorsement_plugin.requirements.deadlines import provisional_until
from endorsement_plugin.rules.states import ENDED, EndorsementState
from endorsement_plugin.signals import endorsement_changed

HELD_ALREADY = "{name} holds {code} already, with the number {number}. Nobody is endorsed twice."


def endorsement_held(person: Person, credential: Credential) -> Endorsement | None:
    """The endorsement for it that this person has and that has not ended; one at the most."""
    return all_held([person]).filter(credential=credential).first()


def all_held(people: Iterable[Person]) -> QuerySet[Endorsement]:
    """What these people hold that is neither retired nor removed: they are given none beside it."""
    return Endorsement.objects.filter(person__in=people).exclude(state__in=ENDED)


@transaction.atomic
def grant_endorsement(
    *,
    application: Application,
    today: date,
    by: Visitor | None = None,
    role: str = "coordinator",
    provisional: bool = False,
) -> Endorsement:
    """What an application was decided to come to, listed only if the applicant wished it.

    A provisional one ends as many months later as the credential says, and gives nothing else yet. Raises
    WrongState if the person was given it meanwhile in another way. Part of `decide`, which has checked who
    may and what follows from it.
    """
    endorsement = grant(
        person=lock(Person).get(pk=application.person_id),
        credential=application.credential,
        application=application,
        listed=application.list_in_registry,
        today=today,
        due=first_due(application.credential, today),
        by=by,
        role=role,
        provisional=provisional,
        designation=_designation_of(application),
    )
    if not provisional:
        ask_what_follows(endorsement)
    return endorsement


def _designation_of(application: Application) -> str:
    """The one that was applied for. Longer than forty characters no requirement names it: it is none."""
    said = facts_about(application).designation
    most = Endorsement._meta.get_field("designation").max_length or 0
    return said if len(said) <= most else ""


def ask_what_follows(endorsement: Endorsement) -> None:
    """Have looked at what its holder is granted for holding it with others. Part of an action."""
    ask("endorsement.grant_what_follows", str(endorsement.pk))


def grant(
    *,
    person: Person,
    credential: Credential,
    today: date,
    due: date,
    listed: bool,
    by: Visitor | None,
    role: str,
    application: Application | None = None,
    held: Sequence[Endorsement] = (),
    provisional: bool = False,
    designation: str = "",
) -> Endorsement:
    """Give the endorsement its number. `person` is locked, so that two at once cannot grant the same.

    Numbers run on within one association and year, without a gap and without a double: granting takes the
    association's row as a lock. Raises WrongState for whoever holds it already.
    """
    there = endorsement_held(person, credential)
    if there is not None:
        raise WrongState(HELD_ALREADY.format(name=person, code=credential.code, number=there.number))
    association = lock(Association).get(pk=credential.association_id)
    endorsement = new_endorsement(
        person=person,
        credential=credential,
        number=_next_number(association, today.year),
        origin=Endorsement.Origin.APPLICATION if application else Endorsement.Origin.HOLDING,
        application=application,
        granted_on=today,
        renewal_due=due,
        listed=listed,
        designation=designation,
        **(_provisional(credential, today) if provisional else {}),
    )
    endorsement.save(force_insert=True)
    if held:
        endorsement.granted_for.set(held)
    record_endorsement_event(
        endorsement,
        "granted_provisionally" if provisional else "granted",
        by=by,
        role=role,
        detail=", ".join(one.number for one in held),
    )
    endorsement_changed.send(sender=Endorsement, endorsement=endorsement)
    return endorsement


def new_endorsement(*, person: Person, credential: Credential, number: str, **fields: Any) -> Endorsement:
    """The endorsement as it begins, in the name that the person has now. Not saved.

    Who saves it holds the locks of `grant`, and has asked `endorsement_held` or `all_held`.
    """
    return Endorsement(
        association_id=credential.association_id,
        credential=credential,
        person=person,
        number=number,
        name=person.name,
        family_name=person.family_name,
        **fields,
    )


def _provisional(credential: Credential, today: date) -> dict[str, Any]:
    until = provisional_until(today, credential.provisional_months or 0)
    return {
        "state": EndorsementState.PROVISIONAL,
        "provisional_until": until,
        "provisional_label": credential.provisional_label,
    }


RUNNING = "([0-9]{5}|[1-9][0-9]{5,8})"
"""A running number as it is written: five digits, more once those are used up."""


def _next_number(association: Association, year: int) -> str:
    """The one after the highest of the year that is written as ours are.

    What was moved in may begin as ours and go on otherwise: with fewer digits, a letter, or no number.
    """
    prefix = f"{association.code.upper()}-{year}-"
    taken = association.endorsements.filter(number__startswith=prefix)
    ours = taken.filter(number__regex=f"^{re.escape(prefix)}{RUNNING}$").annotate(length=Length("number"))
    last = ours.order_by("-length", "-number").values_list("number", flat=True).first()
    following = int(last.rpartition("-")[2]) + 1 if last else 1
    while association.endorsements.filter(number=f"{prefix}{following:05d}").exists():
        following += 1  # past the digits that are read above
    return f"{prefix}{following:05d}"
