"""Which accounts go with an e-mail address. With allauth an account has several, each confirmed by itself.

Addresses are compared folded (`folded_address`), those already stored too.

What is under way for a person.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from endorsement_plugin.models import Association, Person
from endorsement_plugin.rules.states import EDITABLE_APPLICATION, OPEN_APPLICATION
from review_queue.typed.addresses import folded_address, reads_no_dots

NOT_ASCII = r"[^ -~]"


def accounts_with(addresses: Collection[str]) -> set[int]:
    """User ids of those who sign in with one of these addresses or have confirmed one, however it is spelled.

    An address that was typed in and never confirmed says nothing about who owns it.
    """
    return {user for users in by_address(addresses).values() for user in users}


def by_address(addresses: Iterable[str]) -> Mapping[str, set[int]]:
    """The same by the folded address. Two queries at the most, however many there are."""
    wanted = {folded for address in addresses if (folded := folded_address(address))}
    found: dict[str, set[int]] = {}
    for rows in _confirmed():
        for user, address in _near(rows, wanted):
            if address in wanted:
                found.setdefault(address, set()).add(user)
    return found


def own_addresses(person: Person) -> frozenset[str]:
    """The folded addresses of the person's account, confirmed or not: nobody adds somebody else's."""
    return frozenset(map(folded_address, addresses_of(person)))


def is_own(person: Person, addresses: Iterable[str]) -> bool:
    """Whether one of these addresses is the person's. No query where there is none."""
    given = {folded for address in addresses if (folded := folded_address(address))}
    return bool(given) and bool(given & own_addresses(person))


def aliases_of(address: str) -> frozenset[str]:
    """This address and all that the account with it has confirmed, folded: they reach the same person."""
    accounts = accounts_with([address])
    rows = (rows.filter(**{f"{_user(rows)}__in": accounts}) for rows in _confirmed() if accounts)
    more = {
        folded_address(one) for address_rows in rows for one in address_rows.values_list("email", flat=True)
    }
    return frozenset({folded_address(address)} | more) - {""}


def addresses_of(person: Person) -> list[str]:
    """Every address of the person's account, confirmed or not: each may give a name away."""
    return _addresses(person, _kept())


def confirmed_of(person: Person) -> list[str]:
    """The address that the person signs in with and all that were confirmed."""
    return _addresses(person, [kept.filter(verified=True) for kept in _kept()])


def accounts_confirmed_with(addresses: Iterable[str]) -> dict[str, set[int]]:
    """As `by_address`, without accounts that were made with an address and have not confirmed it.

    What is theirs by that address is theirs only then. Three queries at the most.
    """
    found = {address: set(users) for address, users in by_address(addresses).items()}
    users = {user for theirs in found.values() for user in theirs}
    kept = [row for rows in _kept() for row in rows.filter(user__in=users) if users]
    confirmed = {(row.user_id, folded_address(row.email)) for row in kept if row.verified}
    doubtful = {(row.user_id, folded_address(row.email)) for row in kept if not row.verified} - confirmed
    for address, theirs in found.items():
        theirs -= {user for user in theirs if (user, address) in doubtful}
    return {address: theirs for address, theirs in found.items() if theirs}


def confirmed_by_account(users: Collection[int] | QuerySet[Any]) -> dict[int, set[str]]:
    """The folded addresses of each of these accounts, as `by_address` knows them. Two queries, also for a
    query of ids."""
    found: dict[int, set[str]] = {}
    for rows in _confirmed():
        theirs = rows.filter(**{f"{_user(rows)}__in": users})
        for user, address in theirs.values_list(_user(rows), "email"):
            found.setdefault(user, set()).add(folded_address(address))
    return found


def without_account_by_address(addresses: Iterable[str]) -> dict[str, list[Person]]:
    """By the folded address, the people without an account whom an association's records have there.

    One query. Nobody has confirmed these addresses.
    """
    given = {folded for address in addresses if (folded := folded_address(address))}
    found: dict[str, list[Person]] = {}
    if given:
        for person in Person.objects.filter(contact_key__in=given, user=None).order_by("created_at"):
            found.setdefault(person.contact_key, []).append(person)
    return found


def _addresses(person: Person, among: Iterable[QuerySet[Any]]) -> list[str]:
    theirs = Q(user=person.user_id) | Q(
        user__left_for__person=person.pk
    )  # also of an account that was joined
    more = (address for kept in among for address in kept.filter(theirs).order_by("pk"))
    return list(dict.fromkeys([person.email, *(address.email for address in more)]))


def _near(rows: QuerySet[Any], addresses: Collection[str]) -> Iterator[tuple[int, str]]:
    """Accounts with their folded addresses, of all rows that may hold a wanted one: no database folds."""
    if addresses:
        near_rows = rows.filter(_may_be(addresses)).values_list(_user(rows), "email")
        yield from ((user, folded_address(email)) for user, email in near_rows.iterator())


def _may_be(addresses: Collection[str]) -> Q:
    """What folds to a wanted address is spelled in ASCII, in any case, or quoted, or holds another sign."""
    near = Q(email__regex=NOT_ASCII) | Q(email__startswith='"')
    for local, _, host in (address.rpartition("@") for address in addresses):
        near |= Q(email__istartswith=local[:1]) if reads_no_dots(host) else Q(email__icontains=local)
    return near


def _confirmed() -> list[QuerySet[Any]]:
    accounts = get_user_model()._default_manager.exclude(email="")
    return [accounts, *(kept.filter(verified=True) for kept in _kept())]


def _user(rows: QuerySet[Any]) -> str:
    return "pk" if rows.model is get_user_model() else "user"


def _kept() -> list[QuerySet[Any]]:
    """The addresses that allauth keeps, on a site that has it."""
    if not apps.is_installed("allauth.account"):
        return []
    from allauth.account.models import EmailAddress

    return [EmailAddress.objects.all()]


def people_acquainted_with(association: Association) -> QuerySet[Person]:
    """Whoever holds something of the association, or has handed in an application, or applied on paper.

    What anybody else has with other associations, and that they have an account, is not its business.
    """
    applied = Q(applications__association=association) & (
        Q(applications__submitted_at__isnull=False) | Q(applications__entered_by__isnull=False)
    )
    return Person.objects.filter(applied | Q(endorsements__association=association)).distinct()


HELD = (
    "Another application of yours is being read under this name and these details. "
    "To change them now, write to the association."
)


OF_ACCOUNT = (
    "This stands otherwise in their account, and only they change it there. Put it back, and write to them "
    "if the account should say what stands on the paper."
)


def belonging_to_account(person: Person, values: Mapping[str, str]) -> list[str]:
    """The details that would take the place of what somebody has written in their account; not where it
    says nothing."""
    return [name for name, value in values.items() if getattr(person, name) not in ("", value)]


def being_read(person: Person) -> bool:
    """Whether an application of theirs is with a coordinator or with reviewers."""
    with_us = OPEN_APPLICATION - EDITABLE_APPLICATION
    return person.applications.filter(state__in=with_us).exists()
