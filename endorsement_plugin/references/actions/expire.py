from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Reference
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.references.links import end_link
from endorsement_plugin.references.locks import WAITING
from endorsement_plugin.rules.states import ReferenceState

from .decline import tell_applicant


@transaction.atomic
def expire_reference(*, reference: UUID) -> None:
    """End a request whose time is over without an answer, and tell the applicant. Otherwise does nothing."""
    rows = lock(Reference).select_related(
        "application__person__user", "application__credential", "application__association__site"
    )
    row = rows.filter(pk=reference, state__in=WAITING, expires_at__lte=timezone.now()).first()
    if row is None:
        return
    move(row, ReferenceState.EXPIRED)
    end_link(row)
    row.revision += 1  # names this expiry in the message to the applicant; a later one is another
    row.save(update_fields=["state", "nonce", "token_digest", "revision"])
    detail = f"reference {row.slot}"
    record_event(row.application, "reference_expired", by=None, role="system", detail=detail)
    tell_applicant(row, "reference_expired")
