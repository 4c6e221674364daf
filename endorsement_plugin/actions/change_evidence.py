from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import WrongState
from endorsement_plugin.models import Application, EvidenceEntry
from endorsement_plugin.permissions import Visitor

from .applying import lock_editable
from .events import record_event


@transaction.atomic
def change_evidence(
    *, application: UUID, by: Visitor, entry: UUID, values: Mapping[str, object]
) -> EvidenceEntry:
    """Correct an entry of the portfolio. What was submitted with it before stays as it was.

    Raises NotAllowed, WrongState.
    """
    row = lock_editable(by, application)
    found = lock_entry(row, entry)
    for name, value in values.items():
        setattr(found, name, value)
    found.save(update_fields=[*values, "changed_at"])
    record_event(row, "evidence_changed", by=by, role="applicant", detail=f"{found.kind}: {found.pk}")
    return found


def lock_entry(application: Application, entry: UUID) -> EvidenceEntry:
    """An entry of the applicant's portfolio. Raises WrongState if it is there no more."""
    found = application.person.evidence.select_for_update().filter(pk=entry).first()
    if found is None:
        raise WrongState("This entry has been removed in the meantime.")
    return found
