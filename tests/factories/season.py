"""A season of renewals with as many endorsees as one likes, written in a few queries."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib.auth.models import User

from endorsement_plugin.models import Association, Credential, Endorsement, Person, Renewal
from tests.factories.credentials import make_association, make_credential

DUE = date(2026, 12, 31)
NAMES = ("Leilani Keawe", "José Ñúñez", "שרה כהן", "Ma", "Kaʻiulani O’Brien-Pukui", "Ngozi Okafor")


def make_endorsees(
    count: int, credential: Credential | None = None, *, due: date = DUE, first: int = 1
) -> list[Endorsement]:
    """So many people who each hold it, numbered from `first`, due on one day."""
    credential = credential or make_credential(make_association(), "IFS")
    numbers = range(first, first + count)
    code = credential.code.lower()
    users = User.objects.bulk_create(
        User(username=f"{code}-{n}@example.org", email=f"{code}-{n}@example.org") for n in numbers
    )
    people = Person.objects.bulk_create(
        Person(user=user, given_name=_given(n), family_name=_family(n))
        for n, user in zip(numbers, users, strict=True)
    )
    return Endorsement.objects.bulk_create(
        Endorsement(
            association=credential.association,
            credential=credential,
            person=person,
            origin="import",
            number=f"{credential.code}-{n:05d}",
            name=person.name,
            family_name=person.family_name,
            granted_on=date(2020, 3, 1),
            renewal_due=due,
        )
        for n, person in zip(numbers, people, strict=True)
    )


def _given(number: int) -> str:
    return NAMES[number % len(NAMES)].rpartition(" ")[0]


def _family(number: int) -> str:
    """Each its own, and some of one name alone."""
    return f"{NAMES[number % len(NAMES)].rpartition(' ')[2]} {number}"


def put(endorsements: Sequence[Endorsement], state: str, *, due: date = DUE, **fields: object) -> None:
    """Give each a period that ends when due, in this state; renewed ones are due a year later."""
    Renewal.objects.bulk_create(
        Renewal(endorsement=one, starts_on=due - timedelta(days=364), due=due, state=state, **fields)
        for one in endorsements
    )
    if state == "renewed":
        later = due + timedelta(days=365)
        Endorsement.objects.filter(pk__in=[one.pk for one in endorsements]).update(renewal_due=later)


def make_season(count: int = 400, association: Association | None = None, *, due: date = DUE) -> Credential:
    """Of ten, four are renewed, one waits, one is in audit, one has lapsed, and three are open."""
    credential = make_credential(association or make_association(), "IFS")
    rows = make_endorsees(count, credential, due=due)
    tenth = count // 10
    put(rows[: 4 * tenth], "renewed", due=due)
    put(rows[4 * tenth : 5 * tenth], "submitted", due=due, audited=True)
    put(rows[5 * tenth : 6 * tenth], "in_audit", due=due, audited=True)
    lapsed = [one.pk for one in rows[6 * tenth : 7 * tenth]]
    Endorsement.objects.filter(pk__in=lapsed).update(state="inactive", inactive_reason="lapsed")
    return credential
