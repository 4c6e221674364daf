"""Files that no row names: a process died between writing a file and its row, or after the row had gone."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import islice

from django.core.files.storage import Storage
from django.db.models import Model
from django.utils import timezone

from endorsement_plugin.background import for_each_row
from endorsement_plugin.models import (
    Association,
    AuditDocument,
    Certificate,
    DataDownload,
    ExamFile,
    Import,
    Scan,
    Transcript,
)
from endorsement_plugin.models.associations.files import private_storage

KEPT_FOR = timedelta(days=1)
"""A younger file may get its row yet."""

AT_ONCE = 500

FOLDERS: Mapping[str, tuple[type[Model], str]] = {
    "transcripts": (Transcript, "file"),
    "scans": (Scan, "file"),
    "audits": (AuditDocument, "file"),
    "exams": (ExamFile, "file"),
    "certificates": (Certificate, "file"),
    "imports": (Import, "file"),
    "downloads": (DataDownload, "file"),
    "logos": (Association, "logo"),
}
"""Where each table keeps its files, and the field that names them. A test compares it with the tables."""


def sweep_files() -> int:
    """Delete the files older than a day that no row names; how many. One that fails stops no other."""
    storage = private_storage()
    orphans = (path for folder in FOLDERS for path in _orphans(storage, folder))
    return sum(for_each_row(orphans, lambda path: _drop_if_old(storage, path)))


def _orphans(storage: Storage, folder: str) -> Iterator[str]:
    """What lies in this folder without a row: some hundred names are asked for at a time."""
    model, field = FOLDERS[folder]
    try:
        _, names = storage.listdir(folder)
    except FileNotFoundError:  # no file has ever been stored
        return
    paths = (f"{folder}/{name}" for name in names)
    while some := list(islice(paths, AT_ONCE)):
        rows = model._default_manager.filter(**{f"{field}__in": some})
        named = set(rows.values_list(field, flat=True))
        yield from (path for path in some if path not in named)


def _drop_if_old(storage: Storage, path: str) -> bool:
    try:
        old = storage.get_modified_time(path) < timezone.now() - KEPT_FOR
    except FileNotFoundError:  # deleted in the meantime
        return False
    if old:
        storage.delete(path)
    return old
