from django.db import transaction
from django.utils import timezone

from endorsement_plugin.mail.actions import write_letter
from endorsement_plugin.models import Reference
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.references.links import end_link
from endorsement_plugin.references.locks import lock_by_link
from endorsement_plugin.rules.states import ReferenceState


@transaction.atomic
def decline_reference(*, link: str, reason: str = "") -> Reference:
    """The referee would rather not. The applicant is told, and not why unless the referee says so.

    `link` is the digest of the link's token, which ends here. Raises LinkGone.
    """
    row = lock_by_link(link)
    move(row, ReferenceState.DECLINED)
    row.decline_reason = reason.strip()
    row.answered_at = timezone.now()
    row.draft = {}
    end_link(row)
    row.save()
    detail = f"reference {row.slot}"
    record_event(row.application, "reference_declined", by=None, role="referee", detail=detail)
    tell_applicant(row, "reference_declined")
    return row


def tell_applicant(reference: Reference, letter_name: str) -> None:
    """Write to the applicant what has become of a request: once for each request and outcome."""
    key = f"{letter_name}:{reference.pk}:{reference.revision}"
    write_letter(reference.application, letter_name, event_key=key, reference=reference)
