"""What the record does not keep."""

from datetime import timedelta

from django.utils import timezone

from endorsement_plugin.background import duty

from .forget_requests import forget_requests


@duty("endorsement.forget_requests", every=timedelta(hours=1))
def forget_old_requests() -> None:
    """Answers that were kept for a retry hold personal details: they go after a day."""
    forget_requests(now=timezone.now())
