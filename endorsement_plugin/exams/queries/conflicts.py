"""Who must never score a candidate's exam."""

from endorsement_plugin.models import (
    ApplicationEvent,
    JoinedRecord,
    Person,
    Reference,
    Sitting,
    SubmittedEntry,
)
from endorsement_plugin.people.queries import accounts_with, confirmed_of


def barred_from(sitting: Sitting) -> set[int]:
    """User ids of the applicant, the referees, the supervisors and trainers, and staff who opened a file.

    All applications of the person count, not only this one. Referees and supervisors are found by any
    e-mail address that their account has confirmed, however it is spelled; so are other accounts of the
    person's own, those too that were joined to the one.
    """
    person = sitting.application.person
    own = set() if person.user_id is None else {person.user_id}
    own |= set(JoinedRecord.objects.filter(person=person, user__isnull=False).values_list("user", flat=True))
    return own | _staff_who_opened(person) | accounts_with(_addresses(person))


def _staff_who_opened(person: Person) -> set[int]:
    events = ApplicationEvent.objects.filter(application__person=person, role="coordinator")
    return {actor for actor in events.values_list("actor_id", flat=True) if actor is not None}


def _addresses(person: Person) -> set[str]:
    referees = Reference.objects.filter(application__person=person).values_list("email", flat=True)
    entries = SubmittedEntry.objects.filter(application__person=person).exclude(giver_email="")
    return {*confirmed_of(person), *referees, *entries.values_list("giver_email", flat=True)}
