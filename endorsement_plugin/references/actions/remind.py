from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.locks import lock
from endorsement_plugin.mail.actions import write_letter
from endorsement_plugin.models import Reference
from endorsement_plugin.record.events import record_event
from endorsement_plugin.references.links import reference_path
from endorsement_plugin.references.queries import answerable


@transaction.atomic
def chase_reference(*, reference: UUID) -> None:
    """Remind a referee, once for each of the applicant's messages, that we wait. The link stays."""
    rows = Reference.objects.filter(pk=reference, chased_at=None).values_list("token_digest", flat=True)
    digest = rows.first()
    row = lock(Reference, answerable(digest)).first() if digest else None
    if row is None:
        return
    row.chased_at = timezone.now()
    row.save(update_fields=["chased_at"])
    application = row.application
    write_letter(
        application,
        "reference_reminder",
        event_key=f"reference-chased:{row.pk}:{row.sent_at:%Y%m%dT%H%M%S}",
        to=row.email,
        path=reference_path(row),
        reference=row,
    )
    record_event(application, "reference_chased", by=None, role="system", detail=f"reference {row.slot}")
