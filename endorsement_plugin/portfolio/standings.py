"""What an association knows of the people whom applications name: supervisors, and referees.

From its registry and its list of vetted people, matched by the addresses that an account has confirmed, or
that the association's records have of somebody without one; and from what a coordinator has made sure of.
Asked only where a requirement depends on it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from endorsement_plugin.models import (
    Application,
    Confirmation,
    Endorsement,
    Reference,
    VettedPerson,
)
from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.people.queries import by_address
from endorsement_plugin.requirements.clauses import depends_on_standings, parse
from endorsement_plugin.requirements.evidence import Standing
from endorsement_plugin.requirements.givers import VETTED
from endorsement_plugin.rules.states import EndorsementState
from review_queue.typed.addresses import folded_address

Standings = Mapping[str, tuple[Standing, ...]]
"""By the id of a portfolio entry or of a reference."""


@dataclass(frozen=True)
class Named:
    """An application with what it names people in."""

    application: Application
    entries: Sequence[AbstractEvidence]
    references: Sequence[Reference] = field(default=())

    @property
    def depends(self) -> bool:
        """Whether its requirements ask what these people are."""
        return depends_on_standings(parse(self.application.requirement_set.clauses))

    @property
    def addresses(self) -> Iterator[tuple[str, str]]:
        """The ids, each with the folded address of the person."""
        for entry in self.entries:
            yield str(getattr(entry, "origin", entry.pk)), folded_address(entry.giver_email)
        for reference in self.references:
            yield str(reference.pk), folded_address(reference.email)


def standings_of(named: Iterable[Named]) -> dict[UUID, Standings]:
    """By application. Six queries at the most, however many there are; none where nothing depends on it."""
    asked = [one for one in named if one.depends]
    if not asked:
        return {}
    known, vetted = _in_registry(asked), _vetted(asked)
    confirmed = _confirmed(asked)
    return {
        one.application.pk: {
            key: (*known[place], *vetted[place], *confirmed[one.application.pk, key])
            for key, address in one.addresses
            for place in [(one.application.association_id, address)]
        }
        for one in asked
    }


def _in_registry(asked: Sequence[Named]) -> Mapping[tuple[int, str], Sequence[Standing]]:
    """By association and address. One that is no longer active counts until its renewal was due, and
    a provisional one until its last day.
    """
    given = {address for one in asked for _, address in one.addresses if address}
    addresses: dict[int, list[str]] = defaultdict(list)
    for address, theirs in by_address(given).items():
        for user in theirs:
            addresses[user].append(address)
    found: dict[tuple[int, str], list[Standing]] = defaultdict(list)
    for row in _endorsements(asked, [*addresses], given) if given else ():
        until, account = _until(row), row.person.user_id
        for address in addresses[account] if account else [row.person.contact_key]:
            standing = Standing(row.credential.code, row.granted_on, until)
            found[row.association_id, address].append(standing)
    return found


def _until(row: Endorsement) -> date | None:
    if row.status is EndorsementState.PROVISIONAL:
        return row.provisional_until
    return None if row.status is EndorsementState.ACTIVE else row.renewal_due


def _endorsements(
    asked: Sequence[Named], users: Sequence[int], addresses: Collection[str]
) -> Iterable[Endorsement]:
    """Also of who was moved in and has no account: the address is the association's own record of them, as a
    vetted person's is. Once they join, it is one that their account has confirmed.
    """
    associations = {one.application.association_id for one in asked}
    moved_in = Q(person__user=None, person__contact_key__in=addresses)
    rows = Endorsement.objects.filter(Q(person__user__in=users) | moved_in, association__in=associations)
    return rows.select_related("credential", "person").order_by("granted_on", "number")


def _vetted(asked: Sequence[Named]) -> Mapping[tuple[int, str], Sequence[Standing]]:
    """By association and address: whom its editors have listed, and until when."""
    found: dict[tuple[int, str], list[Standing]] = defaultdict(list)
    associations = {one.application.association_id for one in asked}
    for row in VettedPerson.objects.filter(association__in=associations).order_by("email"):
        standing = Standing(VETTED, row.since, row.until)
        found[row.association_id, folded_address(row.email)].append(standing)
    return found


def _confirmed(asked: Sequence[Named]) -> Mapping[tuple[UUID, str], Sequence[Standing]]:
    """By application, and entry or reference."""
    found: dict[tuple[UUID, str], list[Standing]] = defaultdict(list)
    for row in Confirmation.objects.filter(application__in=[one.application.pk for one in asked]):
        found[row.application_id, str(row.entry or row.reference_id)].append(Standing(row.category))
    return found
