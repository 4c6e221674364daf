import uuid

from django.core.files.storage import storages
from django.db import models


def private_storage():  # type: ignore[no-untyped-def]
    """The storage whose files no web server hands out."""
    return storages["private"]


def logo_name(association: models.Model, filename: str) -> str:
    """A random name, so that another logo is another file."""
    return f"logos/{uuid.uuid4().hex}.png"
