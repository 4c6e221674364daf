from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import Stale
from endorsement_plugin.permissions import Visitor

from .applying import lock_editable
from .change_evidence import STALE, lock_entry
from .events import record_event


@transaction.atomic
def remove_evidence(*, application: UUID, by: Visitor, entry: UUID, revision: int | None = None) -> None:
    """Take an entry out of the portfolio. What was submitted with it before stays.

    Raises NotAllowed, WrongState, and Stale if it was changed after `revision`.
    """
    row = lock_editable(by, application)
    found = lock_entry(row, entry)
    if revision is not None and found.revision > revision:
        raise Stale(STALE, found.revision)
    record_event(row, "evidence_removed", by=by, role="applicant", detail=f"{found.kind}: {found.pk}")
    found.delete()
