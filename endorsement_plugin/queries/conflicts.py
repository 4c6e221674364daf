"""Who must never score a candidate's exam."""

from django.contrib.auth import get_user_model
from django.db.models.functions import Lower

from endorsement_plugin.models import ApplicationEvent, Person, Reference, Sitting, SubmittedEntry


def barred_from(sitting: Sitting) -> set[int]:
    """User ids of the applicant, the referees, the supervisors and trainers, and staff who opened a file.

    All applications of the person count, not only this one. Referees and supervisors are found by e-mail
    address, whatever its case.
    """
    person = sitting.application.person
    return {person.user_id} | _staff_who_opened(person) | _with_accounts(_addresses(person))


def _staff_who_opened(person: Person) -> set[int]:
    events = ApplicationEvent.objects.filter(application__person=person, role="coordinator")
    return {actor for actor in events.values_list("actor_id", flat=True) if actor is not None}


def _addresses(person: Person) -> set[str]:
    referees = Reference.objects.filter(application__person=person).values_list("email", flat=True)
    entries = SubmittedEntry.objects.filter(application__person=person).exclude(giver_email="")
    return {address.lower() for address in [*referees, *entries.values_list("giver_email", flat=True)]}


def _with_accounts(addresses: set[str]) -> set[int]:
    users = get_user_model().objects.annotate(address=Lower("email")).filter(address__in=addresses)
    return set(users.values_list("pk", flat=True))
