"""Settings of the test suite: the demo's, on a folder that is thrown away, with cheap passwords."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from association.settings import broker, database
from association.settings.demo import *


def _scratch() -> Path:
    """This process's own folder, or the one that the test which started this process works in.

    The first process removes the folders of all: worker processes of the suite end without a chance to.
    """
    if given := os.environ.get("DATA_DIR"):
        return Path(given)
    if "TEST_SCRATCH" not in os.environ:
        os.environ["TEST_SCRATCH"] = tempfile.mkdtemp(prefix="endorsement-test-")
        atexit.register(shutil.rmtree, os.environ["TEST_SCRATCH"], ignore_errors=True)
    return Path(tempfile.mkdtemp(dir=os.environ["TEST_SCRATCH"]))


DATA_DIR = _scratch()
TIME_ZONE = "UTC"
LAST_SEEN_MINUTES = 0  # tests count queries
SECRET_KEY = "test-only"  # noqa: S105
# Offers leave at once where moments are not the subject, and the model reads where it is.
REVIEW_QUEUE = {**REVIEW_QUEUE, "OFFERS_EVERY": 0, "ALIKE_AT_LEAST": 1, "MODEL_SCAN": False}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A file, not memory: live servers and their threads then meet the same locks as in production.
DATABASES = {
    "default": {
        **database.sqlite(DATA_DIR / "db.sqlite3", durable=False),
        "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
    }
}
CACHES = {**CACHES, "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
BROKER_URL = os.environ.get("BROKER_URL", f"unix://{DATA_DIR}/broker.sock?db=0")
RQ_QUEUES = broker.queues(BROKER_URL)
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns about a missing one
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "base_url": None},
    },
}
