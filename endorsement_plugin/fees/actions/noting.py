from endorsement_plugin.models import Fee
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_endorsement_event, record_event


def note_fee(fee: Fee, action: str, *, by: Visitor | None, role: str, detail: str) -> None:
    """Add what happened to a fee to the history of what it is of."""
    if fee.application is not None:
        record_event(fee.application, action, by=by, role=role, detail=detail)
    elif fee.endorsement is not None:
        record_endorsement_event(fee.endorsement, action, by=by, role=role, detail=detail)
