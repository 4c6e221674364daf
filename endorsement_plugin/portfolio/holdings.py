"""The endorsements that the registry has of applicants, where the requirements ask for one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from endorsement_plugin.models import Application, Endorsement
from endorsement_plugin.requirements.evidence import Standing
from endorsement_plugin.rules.states import EndorsementState

HOLDING = "holding"
"""As it is stored: to read all requirements of many applications for this would cost too much."""

ACTIVE = (EndorsementState.ACTIVE, EndorsementState.PROVISIONAL)

Holdings = tuple[Standing, ...]


def holdings_of(applications: Iterable[Application]) -> dict[UUID, Holdings]:
    """By application, those of its association that are active; a provisional one until its last day. One
    query, however many applications there are, and none where no requirement asks.
    """
    asking = [row for row in applications if _asks(row.requirement_set.clauses)]
    if not asking:
        return {}
    held = held_by({row.person_id for row in asking})
    return {row.pk: held.get((row.association_id, row.person_id), ()) for row in asking}


def held_by(people: Collection[UUID]) -> Mapping[tuple[int, UUID], Holdings]:
    """By association and person, what these people hold and what is active. One query."""
    held: defaultdict[tuple[int, UUID], list[Standing]] = defaultdict(list)
    rows = Endorsement.objects.filter(person__in=people, state__in=ACTIVE)
    of_whom = rows.order_by("granted_on", "pk").values_list(
        "association", "person", "credential__code", "granted_on", "state", "provisional_until"
    )
    for association, person, code, since, state, until in of_whom:
        last = until if state == EndorsementState.PROVISIONAL else None
        held[association, person].append(Standing(code, since, last))
    return {whom: tuple(standings) for whom, standings in held.items()}


def _asks(clauses: Iterable[Mapping[str, Any]]) -> bool:
    return any(clause["kind"] == HOLDING or _asks(clause.get("clauses", ())) for clause in clauses)
