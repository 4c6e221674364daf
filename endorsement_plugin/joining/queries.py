"""Whom an invitation is for, which records look like one person's, and what stands in the way of joining."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from endorsement_plugin.models import (
    Application,
    DistinctPair,
    Endorsement,
    Import,
    Invitation,
    Person,
)
from endorsement_plugin.people.queries import accounts_confirmed_with, confirmed_by_account
from endorsement_plugin.permissions import Visitor, associations_coordinated_by, people_coordinated_by
from endorsement_plugin.registry.actions.grant import all_held
from endorsement_plugin.rules.states import OPEN_APPLICATION
from review_queue.typed.addresses import folded_address
from review_queue.typed.folding import folded

from .rules import Clue, Details, alike_in, clues

Reason = tuple[int, str]
"""The association that it is a reason of, by its primary key, and the words."""

HELD_TWICE = (
    "Both hold {code}: the numbers are {one} and {other}. Nobody is endorsed twice, so one of them has to be "
    "retired first."
)
OPEN_TWICE = "Both have an open application for {code}. One of them has to be withdrawn first."
OPEN_BESIDE = (
    "{association} takes one application at a time, and these two have one for {one} and one for {other}. "
    "One of them has to be withdrawn first."
)
ELSEWHERE = (
    "With another association both have something that one person can have only once. Only its coordinators "
    "see what it is, so they have to settle it first."
)


def reasons_against(one: Person, other: Person, *, told: Visitor | None = None) -> list[str]:
    """Why these two cannot be made one person, in words; empty if they can. Two queries.

    `told` is the coordinator who reads it, with one more: of other associations only that there is a reason.
    None: the holder, or nobody.
    """
    reasons = [*_held_twice(one, other), *_open_twice(one, other)]
    if told is None or not reasons:
        return [words for _, words in reasons]
    theirs = set(associations_coordinated_by(told).values_list("pk", flat=True))
    said = (words if association in theirs else ELSEWHERE for association, words in reasons)
    return list(dict.fromkeys(said))


def _held_twice(one: Person, other: Person) -> Iterator[Reason]:
    held: dict[int, Endorsement] = {}
    for row in all_held([one, other]).select_related("credential").order_by("granted_on", "number"):
        first = held.setdefault(row.credential_id, row)
        if first.person_id != row.person_id:
            words = HELD_TWICE.format(code=row.credential.code, one=first.number, other=row.number)
            yield row.association_id, words


def _open_twice(one: Person, other: Person) -> Iterator[Reason]:
    rows = Application.objects.filter(person__in=[one, other], state__in=OPEN_APPLICATION)
    open_ones = list(rows.select_related("credential", "association").order_by("created_at"))
    for mine in open_ones:
        for theirs in open_ones:
            if mine.person_id == one.pk and theirs.person_id == other.pk:
                yield from ((mine.association_id, words) for words in _beside(mine, theirs))


def _beside(mine: Application, theirs: Application) -> Iterator[str]:
    if mine.credential_id == theirs.credential_id:
        yield OPEN_TWICE.format(code=mine.credential.code)
    elif mine.association_id == theirs.association_id and mine.association.one_application_at_a_time:
        yield OPEN_BESIDE.format(
            association=mine.association.short_name, one=mine.credential.code, other=theirs.credential.code
        )


GONE = (
    "This link does not work any more, or never did: each works once and for some weeks, and a newer letter "
    "ends it. If you have not joined your record yet, ask the association for another letter."
)
OTHER_ADDRESS = (
    "This invitation went to another address than those that your account has confirmed. Sign in with an "
    "account of that address, or add the address to this account and confirm it; then open the link again."
)

OWN_ADDRESS = "This is an address of yours. Another coordinator has to invite you."
OWN_INVITATION = (
    "You sent this invitation yourself. Nobody decides about what they hold: another coordinator has to "
    "invite you."
)


OWN_ENTRY = (
    "You entered an application of this record from paper yourself. Nobody enters from paper what they hold "
    "themselves: it cannot be yours."
)


def by_link(token_digest: str) -> Invitation | None:
    """The invitation of a link that works still."""
    rows = Invitation.objects.filter(token_digest=token_digest, expires_at__gt=timezone.now())
    return rows.select_related("association__site", "person").first()


def is_addressed_to(invitation: Invitation, user: int) -> bool:
    """Whether this account has confirmed the address that the letter went to."""
    address = folded_address(invitation.address)
    return user in accounts_confirmed_with([address]).get(address, set())


def to_invite_of(source: Import) -> list[Endorsement]:
    """One endorsement of each person whom the import moved in, who has an address and no account."""
    rows = Endorsement.objects.filter(
        import_rows__source=source, import_rows__written=True, person__user=None
    ).exclude(person__contact_email="")
    found: dict[object, Endorsement] = {}
    for row in rows.select_related("person").order_by("pk"):
        found.setdefault(row.person_id, row)
    return list(found.values())


@dataclass(frozen=True)
class Pair:
    """Two records that look like one person's, the elder first, and what they share.

    `apart` is who said that they are two.
    """

    one: Person
    other: Person
    alike: list[str]
    apart: DistinctPair | None = None


LARGEST = 12
"""Records that one clue may lead to. What more have in common tells nobody from anybody: a number that a form
gives as its example, an office where ten of one name work. It also bounds the pairs, whoever signs up."""

COMPARED = (
    "given_name",
    "family_name",
    "preferred_name",
    "former_names",
    "license_number",
    "member_number",
    "phone",
    "employer",
    "contact_key",
)


def pairs_for(by: Visitor) -> list[Pair]:
    """All pairs that this coordinator may look at, those said to be two people too, by name.

    Both are among `people_compared_for`. Five queries at most, and time that grows with the people, not with
    their pairs: each is looked up by its clues.
    """
    return _pairs_among(people_compared_for(by))


def pair_for(by: Visitor, one: UUID, other: UUID) -> Pair | None:
    """These two, if they are a pair, both among `people_compared_for`; also where more than `LARGEST` share
    it, which no list shows."""
    return next(iter(_pairs_among(people_compared_for(by).filter(pk__in=[one, other]))), None)


def people_compared_for(by: Visitor) -> QuerySet[Person]:
    """Who may be one of a pair: people of this coordinator's associations, those without an account also by
    an application from paper that is not handed in yet. Never they themselves.

    Anybody else, and what somebody began alone, would show that there is an account to whoever moves in a
    record with a name and a number that stand in public: they are asked, by an invitation.
    """
    entered = Application.objects.filter(
        association__in=associations_coordinated_by(by), entered_by__isnull=False
    )
    return Person.objects.filter(
        Q(pk__in=people_coordinated_by(by).values("pk")) | Q(user=None, pk__in=entered.values("person"))
    )


def _pairs_among(rows: QuerySet[Person]) -> list[Pair]:
    known = _details(rows)
    near = _near(known)
    ids = {pk for pair in near for pk in pair}
    people = Person.objects.filter(pk__in=ids).select_related("user").in_bulk()
    said = DistinctPair.objects.filter(first__in=ids, second__in=ids).select_related("said_by")
    apart = {frozenset((row.first_id, row.second_id)): row for row in said}
    pairs = [
        Pair(people[one], people[other], alike, apart.get(frozenset((one, other))))
        for one, other in near
        if (alike := alike_in(known[one], known[other]))
    ]
    return sorted(pairs, key=lambda pair: folded(pair.one.name))


def _near(known: Mapping[UUID, Details]) -> list[tuple[UUID, UUID]]:
    """Every two that a clue leads to, in the order of `known`."""
    there: dict[Clue, list[UUID]] = defaultdict(list)
    for pk, details in known.items():
        for clue in clues(details):
            there[clue].append(pk)
    several = (found for found in there.values() if len(found) <= LARGEST)
    return list(dict.fromkeys(pair for found in several for pair in combinations(found, 2)))


def _details(rows: QuerySet[Person]) -> dict[UUID, Details]:
    """What is compared of each, the eldest first."""
    addresses = confirmed_by_account(rows.exclude(user=None).values("user"))
    ordered = rows.order_by("created_at", "pk").values("pk", "user_id", *COMPARED)
    return {row["pk"]: _of(row, addresses.get(row["user_id"], set())) for row in ordered.iterator()}


def _of(row: Mapping[str, Any], confirmed: set[str]) -> Details:
    given, family, preferred = row["given_name"], row["family_name"], row["preferred_name"]
    return Details(
        names=(
            f"{given} {family}",
            *([f"{preferred} {family}"] if preferred else []),
            *filter(None, row["former_names"].split(",")),
        ),
        license_number=row["license_number"],
        member_number=row["member_number"],
        phone=row["phone"],
        employer=row["employer"],
        addresses=frozenset({*confirmed, row["contact_key"]} - {""}),
    )
