"""Which records look like one person's, and which of them a coordinator may settle."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import or_
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Q, QuerySet

from endorsement_plugin.models import (
    Application,
    DistinctPair,
    Person,
)
from endorsement_plugin.people.queries import confirmed_by_account
from endorsement_plugin.permissions import Visitor, associations_coordinated_by, people_coordinated_by
from review_queue.typed.folding import folded, words

from .rules import Clue, Details, alike_in, clues


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

MOST_NAMESAKES = 500
COUNTED_FOR_S = 15 * 60

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


def pairs_of(by: Visitor, person: Person) -> list[Pair]:
    """Whom this record looks like one with, of those that this coordinator may settle and nobody has told
    apart. Seven queries at most, and time that grows with the namesakes, `MOST_NAMESAKES` of whom are
    compared.
    """
    called = {word for name in (person.name, person.former_names) for word in words(folded(name))}
    if not called:
        return []
    named = reduce(or_, (Q(search__contains=word) for word in sorted(called)))
    compared = people_compared_for(by)
    near = list(compared.filter(named).order_by("pk").values_list("pk", flat=True)[:MOST_NAMESAKES])
    pairs = _pairs_among(compared.filter(pk__in={*near, person.pk}))
    return [pair for pair in pairs if person.pk in (pair.one.pk, pair.other.pk) and pair.apart is None]


def number_of_pairs(by: Visitor) -> int:
    """How many pairs wait for this coordinator, as it was a quarter of an hour ago at most: all of their
    people are compared for it."""
    count: int | None = cache.get(_number_key(by.pk))
    if count is None:
        count = sum(pair.apart is None for pair in pairs_for(by))
        cache.set(_number_key(by.pk), count, COUNTED_FOR_S)
    return count


def count_pairs_anew(by: Visitor) -> None:
    """After this coordinator has settled one."""
    cache.delete(_number_key(by.pk))


def _number_key(user: int | None) -> str:
    return f"endorsement-duplicates:{user}"


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
