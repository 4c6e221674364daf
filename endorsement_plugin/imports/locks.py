"""How every step with an import begins: with its row, locked."""

from uuid import UUID

from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.imports.queries import imports_coordinated_by
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Import, ImportEvent
from endorsement_plugin.permissions import Visitor

NOT_THEIRS = "This is not an import of an association that you coordinate."


def lock_import(by: Visitor, source: UUID) -> Import:
    """The import, locked to the end of the transaction. Raises NotAllowed if it is not theirs."""
    rows = lock(Import, imports_coordinated_by(by))
    row = rows.select_related("association").filter(pk=source).first()
    if row is None:
        raise NotAllowed(NOT_THEIRS)
    return row


def record_import_event(source: Import, action: str, *, by: int | None, detail: str = "") -> None:
    """Add to its history. `by` is the user's id, None for the system."""
    ImportEvent.objects.create(source=source, action=action, actor_id=by, detail=detail[:400])
