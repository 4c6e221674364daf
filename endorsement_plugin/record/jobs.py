"""What the record does not keep, and files that it lost."""

from datetime import timedelta

from django.utils import timezone

from endorsement_plugin.background import duty

from .forget_requests import forget_requests
from .sweep_files import sweep_files


@duty("endorsement.forget_requests", every=timedelta(hours=1))
def forget_old_requests() -> None:
    """Answers that were kept for a retry hold personal details: they go after a day."""
    forget_requests(now=timezone.now())


@duty("endorsement.sweep_files", every=timedelta(days=1))
def sweep() -> int:
    """Files that no row names, once they are older than a day; the operator sees how many."""
    return sweep_files()
