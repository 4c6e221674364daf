from datetime import datetime, timedelta

from django.db import transaction

from endorsement_plugin.models import IdempotencyRecord

KEPT = timedelta(days=1)
"""How long a client may send the same request again and get the same answer."""


@transaction.atomic
def forget_requests(*, now: datetime) -> int:
    """Delete the remembered answers of requests that came more than a day ago, and say how many."""
    deleted, _ = IdempotencyRecord.objects.filter(created_at__lt=now - KEPT).delete()
    return deleted
