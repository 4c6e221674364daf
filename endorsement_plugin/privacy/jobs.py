"""What takes its time: making a download, erasing, and removing downloads whose days are over."""

from datetime import timedelta
from uuid import UUID

from endorsement_plugin.background import Claim, LostClaim, duty, job
from endorsement_plugin.models import DataDownload

from .actions.downloading import drop_archive, forget_downloads, make_archive, note_made
from .actions.erase import erase


@job("endorsement.make_download", lease=300, attempts=5)
def make_download(claim: Claim) -> None:
    """Put together what somebody asked for."""
    row = DataDownload.objects.select_related("person__user").filter(pk=claim.key, ready_at=None).first()
    if row is None:
        return
    name, size = make_archive(row)
    try:
        with claim.finish():
            note_made(download=row.pk, name=name, size=size)
    except LostClaim:
        drop_archive(name)  # whoever has taken the work over makes a file of their own
        raise


@job("endorsement.erase", lease=300, attempts=8)
def carry_out_erasure(claim: Claim) -> None:
    """Erase what a coordinator has approved."""
    with claim.finish():
        erase(erasure=UUID(claim.key))


@duty("endorsement.forget_downloads", every=timedelta(hours=1))
def forget_old_downloads() -> int:
    """Files that people downloaded about themselves, after their days."""
    return forget_downloads()
