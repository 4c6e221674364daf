from django.db import transaction
from django.utils import timezone

from endorsement_plugin.mail.links import digest
from endorsement_plugin.models import Reference
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.references.locks import lock_by_link
from endorsement_plugin.rules.states import ReferenceState


@transaction.atomic
def open_reference(*, token: str) -> Reference:
    """The referee begins. Opening again changes nothing.

    Raises LinkGone for a link that is unknown, used, too old or withdrawn.
    """
    row = lock_by_link(digest(token))
    if row.status is ReferenceState.SENT:
        move(row, ReferenceState.OPENED)
        row.opened_at = timezone.now()
        row.save(update_fields=["state", "opened_at"])
        detail = f"reference {row.slot}"
        record_event(row.application, "reference_opened", by=None, role="referee", detail=detail)
    return row
