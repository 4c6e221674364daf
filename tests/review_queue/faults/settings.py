"""The ledger's project with the queue's own pages, so that letters have links; the clock may be wrong."""

import os

from tests.review_queue.faults.clock import shift_by
from tests.review_queue.work.settings import *  # noqa: F403 - it adds to them

shift_by(float(os.environ.get("CLOCK_SHIFT_S", "0")))

ROOT_URLCONF = "tests.review_queue.faults.urls"
DEFAULT_FROM_EMAIL = "queue@example.org"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "timeout" in DATABASES["default"].get("OPTIONS", {}):  # noqa: F405
    DATABASES["default"]["OPTIONS"]["timeout"] = 20  # noqa: F405 - as in production: eight writers take turns
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
"""For the words of letters."""
