"""What the public registry says of somebody beside name and credential, as they let it, at any time."""

from typing import Any

from django.db import transaction

from endorsement_plugin.errors import NotAllowed, Stale
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Endorsement, Person, RegistryEntry
from endorsement_plugin.permissions import Visitor, endorsements_of
from endorsement_plugin.record.application_locks import lock_own_application
from endorsement_plugin.record.events import record_endorsement_event
from endorsement_plugin.registry.forms import KINDS, facets_from

from .listing import list_endorsement

ELSEWHERE = "This was changed in another tab or on another device after you opened it."


@transaction.atomic
def save_entry(*, endorsement: int, by: Visitor, values: dict[str, Any], revision: int) -> RegistryEntry:
    """Keep what a form has cleaned, and show of it what is to be shown from now on. By the holder alone.

    It is one for all that the person holds of the association; `listed` is of this endorsement. Every change
    is in the history of each. Raises NotAllowed; WrongState where the name cannot be listed; Stale if what
    was read (`revision`, 0 before the first time) is not what is there, and something else is to be kept.
    """
    row = endorsements_of(by).filter(pk=endorsement).first()
    if row is None:
        raise NotAllowed("This is not your endorsement.")
    if row.application_id is not None:  # comes before the person in the order of locks
        lock_own_application(by, row.application_id)
    lock(Person).get(pk=row.person_id)
    if values["listed"] != row.listed:
        list_endorsement(endorsement=row.pk, by=by, listed=values["listed"])
    mine = {"person": row.person_id, "association": row.association_id}
    entry = RegistryEntry.objects.filter(**mine).first()
    now = entry.revision if entry else 0
    again = entry is not None and revision <= now and not _differs(entry, values)
    if now != revision and not again:  # whose save was stored, and its reply lost, sends the same again
        raise Stale(ELSEWHERE, now)
    if entry is None:
        entry = RegistryEntry(person_id=row.person_id, association_id=row.association_id, revision=0)
    changed = _change(entry, values)
    if changed:
        _write_down(row, by, changed)
    return entry


def _differs(entry: RegistryEntry, values: dict[str, Any]) -> bool:
    return any(
        getattr(entry, name) != values[name] or getattr(entry, f"shows_{name}") != values[f"shows_{name}"]
        for name in KINDS
    )


def _change(entry: RegistryEntry, values: dict[str, Any]) -> list[str]:
    """What was different, in words."""
    said: list[str] = []
    for name in KINDS:
        shown, shows = getattr(entry, f"shows_{name}"), values[f"shows_{name}"]
        differs = getattr(entry, name) != values[name]
        if shown != shows:
            said.append(f"{name} {'shown' if shows else 'no longer shown'}")
        elif differs:
            said.append(f"{name} changed")
        setattr(entry, name, values[name])
        setattr(entry, f"shows_{name}", shows)
    if not said:
        return said
    entry.revision += 1
    entry.save()
    entry.facets.all().delete()
    for facet in facets_from(values):
        facet.entry, facet.association_id = entry, entry.association_id
        facet.save()
    return said


def _write_down(row: Endorsement, by: Visitor, changed: list[str]) -> None:
    theirs = Endorsement.objects.filter(person=row.person_id, association=row.association_id)
    for one in theirs:
        record_endorsement_event(one, "registry_fields", by=by, role="holder", detail=", ".join(changed))
