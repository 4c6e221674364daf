"""Put a redrawn file into the private storage, and take files out again."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction

from review_queue.models import SectionFile
from review_queue.models.files import FOLDER, private_files


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the storage that no row names yet."""

    name: str
    sha256: str
    size: int


def keep_file(pdf: bytes) -> Kept:
    """Write the bytes under a random name, before the row that names them and outside its transaction.

    A process that dies in between leaves a file without a row, which the clock removes.
    """
    name = private_files().save(f"{FOLDER}/{uuid.uuid4().hex}.pdf", ContentFile(pdf))
    return Kept(name, hashlib.sha256(pdf).hexdigest(), len(pdf))


def drop_files(names: Iterable[str]) -> None:
    """Delete files that no row names, or names any longer."""
    storage = private_files()
    for name in names:
        storage.delete(name)


def drop_on_commit(name: str) -> None:
    """Delete it once the row that named it has changed for good, unless another row names it."""

    def drop() -> None:
        if not SectionFile.objects.filter(name=name).exists():
            drop_files([name])

    transaction.on_commit(drop, robust=True)  # if the storage fails now, the clock removes it
