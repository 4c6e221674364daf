"""Remove files of answers that no row names: a process died between writing the one and the other."""

from datetime import timedelta

from django.core.files.storage import Storage
from django.utils import timezone

from review_queue.models import SectionFile
from review_queue.models.files import FOLDER, private_files
from review_queue.work.rows import for_each_row

KEPT_FOR = timedelta(days=1)


def sweep_files() -> int:
    """Delete files without a row that are older than a day; how many. Younger ones may get their row yet."""
    storage = private_files()
    try:
        _, names = storage.listdir(FOLDER)
    except FileNotFoundError:  # no file has ever been stored
        return 0
    named = set(SectionFile.objects.exclude(name="").values_list("name", flat=True))
    paths = (f"{FOLDER}/{name}" for name in names)
    orphans = [path for path in paths if path not in named]
    return sum(for_each_row(orphans, lambda path: _drop_if_old(storage, path)))


def _drop_if_old(storage: Storage, path: str) -> bool:
    try:
        old = storage.get_modified_time(path) < timezone.now() - KEPT_FOR
    except FileNotFoundError:  # replaced and deleted in the meantime
        return False
    if old:
        storage.delete(path)
    return old
