"""The ledger's project: the queue without Wagtail, a database and a broker from the environment."""

import json
import os

SECRET_KEY = "test-only"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "guardian",
    "django_rq",
    "review_queue",
    "tests.review_queue.work.ledger",
]
DATABASES = {"default": json.loads(os.environ["LEDGER_DATABASE"])}
RQ_QUEUES = {"default": {"URL": os.environ["LEDGER_BROKER"], "DEFAULT_TIMEOUT": 60}}
REVIEW_QUEUE = {"FAULTS": True, "OFFERS_EVERY": 0, "ALIKE_AT_LEAST": 1}
STORAGES = {"private": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = os.environ.get("LEDGER_MAIL", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
USE_TZ = True
