"""A download of all that is held about somebody: asked for, made by a job, fetched, gone after some days."""

import tempfile
from datetime import timedelta
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from endorsement_plugin.background import ask, for_each_row
from endorsement_plugin.errors import NotAllowed, TooMany
from endorsement_plugin.files import forget_file
from endorsement_plugin.locks import lock
from endorsement_plugin.models import DataDownload, Person
from endorsement_plugin.models.associations.files import private_storage
from endorsement_plugin.models.privacy import archive_name
from endorsement_plugin.permissions import Visitor, downloads_of
from endorsement_plugin.privacy.archive import write_archive
from endorsement_plugin.privacy.rules.tables import DOWNLOAD_DAYS, DOWNLOADS_A_DAY

DAY = timedelta(days=1)
TOO_MANY = f"At most {DOWNLOADS_A_DAY} downloads are made a day. Please come back tomorrow."


@transaction.atomic
def ask_download(*, by: Visitor) -> DataDownload:
    """Ask for one. While one is being made it is that one. Raises NotAllowed without a record; TooMany."""
    person = lock(Person).filter(user_id=by.pk or 0).first()
    if person is None:
        raise NotAllowed("Nothing is held about you here beyond your account.")
    making = person.downloads.filter(ready_at=None).first()
    if making is not None:
        return making
    if person.downloads.filter(asked_at__gt=timezone.now() - DAY).count() >= DOWNLOADS_A_DAY:
        raise TooMany(TOO_MANY, int(DAY.total_seconds()))
    row = DataDownload.objects.create(person=person)
    ask("endorsement.make_download", str(row.pk))
    return row


def make_archive(download: DataDownload) -> tuple[str, int]:
    """Write the file before the row names it; its name and its bytes. Not in a transaction: it takes time."""
    with tempfile.TemporaryFile() as made:
        write_archive(download.person, made)
        size = made.tell()
        made.seek(0)
        return private_storage().save(archive_name(download, ""), File(made)), size


@transaction.atomic
def note_made(*, download: UUID, name: str, size: int) -> bool:
    """It can be fetched from now on, for some days; False, and the file is removed, if nobody waits for it.

    It was made meanwhile, or the person was erased: no row would ever lead to the file again.
    """
    now = timezone.now()
    noted = DataDownload.objects.filter(pk=download, ready_at=None).update(
        file=name, size=size, ready_at=now, expires_at=now + timedelta(days=DOWNLOAD_DAYS)
    )
    if not noted:
        drop_archive(name)
    return bool(noted)


def drop_archive(name: str) -> None:
    """Remove a file that no row names."""
    private_storage().delete(name)


@transaction.atomic
def take_download(*, download: UUID, by: Visitor) -> DataDownload:
    """Note that it is fetched. Raises NotAllowed for another's, and for one that is not there (any more)."""
    row = downloads_of(by).filter(pk=download, expires_at__gt=timezone.now()).first()
    if row is None:
        raise NotAllowed("There is no such download, or its days are over.")
    row.taken_at = timezone.now()
    row.save(update_fields=["taken_at"])
    return row


def forget_downloads() -> int:
    """Remove those whose days are over, with their files; how many."""
    over = DataDownload.objects.filter(expires_at__lte=timezone.now()).order_by("asked_at")
    return len(for_each_row(over, _forget))


@transaction.atomic
def _forget(row: DataDownload) -> None:
    DataDownload.objects.filter(pk=row.pk).delete()
    forget_file(private_storage(), row.file.name)
