"""The endorsements that the registry has of an applicant, where the requirements ask for one."""

from collections.abc import Iterable, Mapping
from typing import Any

from endorsement_plugin.models import Application
from endorsement_plugin.requirements.evidence import Standing
from endorsement_plugin.rules.states import EndorsementState

HOLDING = "holding"
ACTIVE = (EndorsementState.ACTIVE, EndorsementState.PROVISIONAL)


def holdings_of(application: Application) -> tuple[Standing, ...]:
    """Those of the application's association that are active. One query, and none where nothing asks."""
    if not _asks(application.requirement_set.clauses):
        return ()
    rows = application.person.endorsements.filter(association=application.association_id, state__in=ACTIVE)
    held = rows.order_by("granted_on", "pk").values_list("credential__code", "granted_on")
    return tuple(Standing(code, since) for code, since in held)


def _asks(clauses: Iterable[Mapping[str, Any]]) -> bool:
    return any(clause["kind"] == HOLDING or _asks(clause.get("clauses", ())) for clause in clauses)
