"""What a line of the registry shows beside the endorsement: add-ons, and what its holder lets be said."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from endorsement_plugin.models import Endorsement, RegistryFacet, RequirementSet
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.sets.granting import added_to
from endorsement_plugin.requirements.wording import spelled

from .conditions import PUBLIC_FIELDS, Days, counting


def in_full(days: Days, endorsements: Iterable[Endorsement]) -> list[Endorsement]:
    """The same, each with its association, what its holder lets be said, and what is added to it.

    That is what else its holder has listed and active. Two queries for one day, and one more for add-ons.
    """
    rows, bases = list(endorsements), _add_ons_of(days)
    associations = {one.pk: one for one in days}
    for row in rows:
        row.association = associations[row.association_id]
    _add_facets(rows)
    if not (rows and bases):
        return rows
    held = Endorsement.objects.filter(
        counting(days), person__in={row.person_id for row in rows}, credential__in=bases, listed=True
    )
    added: defaultdict[UUID, list[Endorsement]] = defaultdict(list)
    for one in (
        held.select_related("credential").only(*PUBLIC_FIELDS).order_by("credential__position", "number")
    ):
        one.association = associations[one.association_id]
        added[one.person_id].append(one)
    for row in rows:
        code = spelled(row.credential.code)
        theirs = [one for one in added[row.person_id] if one.association_id == row.association_id]
        row.add_ons = [one for one in theirs if code in bases[one.credential_id]]
    return rows


def _add_facets(rows: Sequence[Endorsement]) -> None:
    """One query, for all of them."""
    of_people: defaultdict[tuple[int, UUID], list[RegistryFacet]] = defaultdict(list)
    facets = RegistryFacet.objects.filter(
        entry__association__in={row.association_id for row in rows},
        entry__person__in={row.person_id for row in rows},
    )
    for facet in facets.select_related("entry") if rows else ():
        of_people[facet.association_id, facet.entry.person_id].append(facet)
    for row in rows:
        row.facets = of_people[row.association_id, row.person_id]


def _add_ons_of(days: Days) -> dict[int, frozenset[str]]:
    """By credential, the codes of what it is an add-on to, as the requirements in force say."""
    newest: dict[int, Any] = {}
    for day in set(days.values()):
        theirs = [one.pk for one, its in days.items() if its == day]
        sets = RequirementSet.objects.by(day).filter(
            credential__association__in=theirs, credential__retired=False
        )
        for credential, clauses in sets.values_list("credential", "clauses"):
            newest.setdefault(credential, clauses)
    found = {credential: added_to(parse(clauses)) for credential, clauses in newest.items()}
    return {credential: codes for credential, codes in found.items() if codes}
