"""The demo's settings, durable database included, on a throw-away folder."""

from association.settings.demo import *

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Thousands of answers are received here, and none is cleared; `model_reading` measures the model by itself.
REVIEW_QUEUE = {**REVIEW_QUEUE, "MODEL_SCAN": False}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
