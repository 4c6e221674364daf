from uuid import UUID

from django.db import transaction

from endorsement_plugin.permissions import Visitor

from .applying import lock_editable
from .change_evidence import lock_entry
from .events import record_event


@transaction.atomic
def remove_evidence(*, application: UUID, by: Visitor, entry: UUID) -> None:
    """Take an entry out of the portfolio. What was submitted with it before stays.

    Raises NotAllowed, WrongState.
    """
    row = lock_editable(by, application)
    found = lock_entry(row, entry)
    record_event(row, "evidence_removed", by=by, role="applicant", detail=f"{found.kind}: {found.pk}")
    found.delete()
