"""What is missing of a provisional endorsement, and who holds all that another credential is granted for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from endorsement_plugin.models import Credential, Decision, Endorsement, Finding, Person
from endorsement_plugin.rules.states import EndorsementState


def missing_of(endorsement: Endorsement) -> list[Finding]:
    """What was still missing when it was granted provisionally; nothing, and no query, once it is full."""
    if endorsement.status is not EndorsementState.PROVISIONAL:
        return []
    granted = Decision.objects.filter(
        application=endorsement.application_id, outcome=Decision.Outcome.PROVISIONAL
    )
    newest = granted.order_by("-decided_at", "-pk").first()
    return list(newest.findings.filter(met=False)) if newest else []


def missing_for_holder(endorsement: Endorsement) -> list[Finding]:
    """The same as its holder may read it: not what a referee judged in confidence."""
    return [finding for finding in missing_of(endorsement) if not finding.only_doubt]


def by_requirement(missing: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The same by the requirement's id, in the same order: of some there are several findings."""
    grouped: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in missing:
        grouped[finding.clause].append(finding)
    return dict(grouped)


def sentence_of(missing: Iterable[Finding]) -> str:
    """What is missing of one requirement: 3 referees named; 3 references received."""
    return "; ".join(finding.sentence for finding in missing)


def holders_without(credential: Credential) -> QuerySet[Person]:
    """Whoever is to be granted a credential for holding others, by family name. One query beside this one.

    That is who holds all that it is granted for, fully and now, and has never had it: one that is provisional
    has not shown all yet, and what was retired is not granted again by itself.
    """
    own = Endorsement.objects.filter(person=OuterRef("pk"))
    parts = credential.granted_for.values_list("pk", flat=True)
    held = [own.filter(credential=part, state=EndorsementState.ACTIVE) for part in parts]
    if not held:
        return Person.objects.none()
    people = Person.objects.filter(~Exists(own.filter(credential=credential)), *map(Exists, held))
    return people.select_related("user").order_by("search", "pk")


@dataclass(frozen=True)
class Holder:
    """Somebody with all that a credential is granted for; the one that is due first comes first."""

    person: Person
    held: list[Endorsement]

    @property
    def due(self) -> date:
        """When the credential is due for renewal: with the first of them."""
        return self.held[0].renewal_due

    @property
    def listed(self) -> bool:
        """Whether the name is in the public registry with it: where that was wished for each of them."""
        return all(one.listed for one in self.held)


def as_holders(credential: Credential, people: Sequence[Person]) -> list[Holder]:
    """These people, who hold all of it, with what they hold of it. One query."""
    rows = Endorsement.objects.filter(
        person__in=people, credential__in=credential.granted_for.all(), state=EndorsementState.ACTIVE
    )
    held: defaultdict[UUID, list[Endorsement]] = defaultdict(list)
    for row in rows.select_related("credential").order_by("renewal_due", "number"):
        held[row.person_id].append(row)
    return [Holder(person, held[person.pk]) for person in people]


@dataclass(frozen=True)
class Waiting:
    """A credential that is granted for holding others, and who would be granted it."""

    credential: Credential
    parts: list[Credential]
    holders: list[Holder]


def waiting_for(credentials: QuerySet[Credential], *, but: int) -> list[Waiting]:
    """Of each of these, with what everybody would be granted it for. `but`: a user who is left out."""
    rows = credentials.select_related("association__site").prefetch_related("granted_for")
    return [
        Waiting(
            row, list(row.granted_for.all()), as_holders(row, list(holders_without(row).exclude(user=but)))
        )
        for row in rows.order_by("association", "position", "code")
    ]


def count_waiting(credentials: QuerySet[Credential], *, but: int) -> int:
    """How many grants wait for a coordinator. One query for the credentials, two for each of them."""
    return sum(holders_without(row).exclude(user=but).count() for row in credentials)
