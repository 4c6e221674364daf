from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import WrongState
from endorsement_plugin.models import EvidenceEntry
from endorsement_plugin.permissions import Visitor

from .applying import lock_editable
from .events import record_event


@transaction.atomic
def add_evidence(
    *,
    application: UUID,
    by: Visitor,
    kind: str,
    values: Mapping[str, object],
    entry: UUID | None = None,
) -> EvidenceEntry:
    """Add an entry to the person's portfolio. `values` are the cleaned data of an EvidenceForm.

    A client may choose the new entry's id, so that sending it again adds nothing twice.
    Raises NotAllowed, WrongState.
    """
    row = lock_editable(by, application)
    if entry and (sent := EvidenceEntry.objects.filter(pk=entry).first()):
        if sent.person_id != row.person_id:
            raise WrongState("This id is taken. Choose another for the new entry.")
        return sent
    added = EvidenceEntry(person=row.person, kind=kind, **values)
    if entry:
        added.pk = entry
    added.save(force_insert=True)
    record_event(row, "evidence_added", by=by, role="applicant", detail=f"{kind}: {added.pk}")
    return added
