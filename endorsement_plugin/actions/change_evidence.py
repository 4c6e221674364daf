from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import Stale, WrongState
from endorsement_plugin.forms.evidence import plain
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, EvidenceEntry
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.rules.merging import Since

from .applying import lock_editable
from .events import record_event
from .merging import merged

STALE = "This entry was changed in another tab or on another device after you opened it here."


@transaction.atomic
def change_evidence(
    *,
    application: UUID,
    by: Visitor,
    entry: UUID,
    values: Mapping[str, object],
    since: Since | None = None,
) -> EvidenceEntry:
    """Correct an entry of the portfolio. What was submitted with it before stays as it was.

    Raises NotAllowed, WrongState, and Stale if a detail was changed elsewhere since the page was read.
    """
    row = lock_editable(by, application)
    found = lock_entry(row, entry)
    written = _changed_here(found, values, since) if since else values
    for name in written:
        setattr(found, name, values[name])
    _refuse_backwards(found)
    found.revision += 1
    found.save(update_fields=[*written, "revision", "changed_at"])
    record_event(row, "evidence_changed", by=by, role="applicant", detail=f"{found.kind}: {found.pk}")
    return found


def lock_entry(application: Application, entry: UUID) -> EvidenceEntry:
    """An entry of the applicant's portfolio. Raises WrongState if it is there no more."""
    found = lock(EvidenceEntry, application.person.evidence.all()).filter(pk=entry).first()
    if found is None:
        raise WrongState("This entry has been removed in the meantime.")
    return found


def _changed_here(found: EvidenceEntry, values: Mapping[str, object], since: Since) -> Mapping[str, object]:
    stored = plain(found.kind, {name: getattr(found, name) for name in found.evidence_kind.details})
    stale = Stale(STALE, found.revision)
    return merged(plain(found.kind, values), stored, since, found.revision, stale)


def _refuse_backwards(found: EvidenceEntry) -> None:
    """One tab may have changed the first day and another the last, each rightly."""
    if found.started_on and found.ended_on and found.ended_on < found.started_on:
        raise Stale(STALE, found.revision, ("started_on", "ended_on"))
