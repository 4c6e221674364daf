"""The demo and development: everything on this machine, mail readable on a page, invented people."""

from association.demo import record
from association.settings import broker, env
from association.settings.base import *

DEBUG = False
DEMO = True
SECRET_KEY = "demo-only-never-in-production"  # noqa: S105
TIME_ZONE = env.text("TIME_ZONE", "Pacific/Honolulu")
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1", "testserver"]
INSTALLED_APPS += ["association.demo"]

# A command typed next to a running demo talks to that demo.
_running = record.read(DATA_DIR)
PORT = env.number("PORT", _running.port if _running else 8000)
BASE_URL = WAGTAILADMIN_BASE_URL = f"http://localhost:{PORT}"
BROKER_URL = env.text("BROKER_URL", _running.broker_url if _running else BROKER_URL)
RQ_QUEUES = broker.queues(BROKER_URL)
CACHES = broker.caches(BROKER_URL, BASE_URL)
# Every minute, and alone too: nobody waits for days who tries this out, and nothing is hidden by it.
REVIEW_QUEUE = {
    **REVIEW_QUEUE,
    "BASE_URL": BASE_URL,
    "OFFERS_EVERY": env.number("OFFERS_EVERY", 1),
    "OFFERS_TOGETHER": env.number("OFFERS_TOGETHER", 1),
    "ALIKE_AT_LEAST": env.number("ALIKE_AT_LEAST", 1),
}

MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http on this machine alone

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
