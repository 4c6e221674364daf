"""What waits for an answer."""

from datetime import datetime

from django.db.models import QuerySet

from endorsement_plugin.models import Association, Enquiry, Mail


def waiting(enquiries: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
    """Those of them that nobody has marked as answered, the oldest first."""
    return enquiries.filter(answered_at=None).order_by("created_at", "pk")


def was_reminded(association: Association, person: str, since: datetime) -> bool:
    """Whether a reminder was written to this person, named as in its key, after that moment."""
    keys = Mail.objects.filter(event_key__startswith=reminder_key(association, person))
    return keys.filter(created_at__gt=since).exists()


def reminder_key(association: Association, person: str) -> str:
    """How the keys of the reminders to this person begin; the day follows."""
    return f"enquiries-wait:{association.pk}:{person}:"
