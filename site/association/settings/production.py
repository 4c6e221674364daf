"""Production. Everything secret or particular comes from the environment; what is missing stops the start.

Required: SECRET_KEY, BASE_URL (https), BROKER_URL, EMAIL_HOST, DEFAULT_FROM_EMAIL.
Optional: SECRET_KEY_FALLBACKS, ALLOWED_HOSTS, DATA_DIR, DATABASE_URL, BEHIND_PROXY, TRUSTED_PROXIES,
HSTS_SECONDS, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, ADMINS, METRICS_TOKEN,
SECOND_FACTOR_DEMANDED, STAFF_IDLE_HOURS.
docs/operator.md explains each.
"""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from association.settings import broker, env
from association.settings.base import *

DEBUG = False
DEMO = False

SECRET_KEY = env.secret("SECRET_KEY", least=50)
# A former secret may be shorter than one is allowed to be now, but whoever knows it can sign in as anybody.
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
for _former in SECRET_KEY_FALLBACKS:
    env.refuse_known("SECRET_KEY_FALLBACKS", _former, least=20)
BASE_URL = WAGTAILADMIN_BASE_URL = env.text("BASE_URL").rstrip("/")
if urlsplit(BASE_URL).scheme != "https" or not urlsplit(BASE_URL).hostname:
    raise ImproperlyConfigured("BASE_URL must be an https address such as https://endorsement.example.org.")
# Other associations on this installation have hosts of their own.
ALLOWED_HOSTS = [str(urlsplit(BASE_URL).hostname), *env.hosts("ALLOWED_HOSTS")]

REVIEW_QUEUE["METRICS_TOKEN"] = env.secret("METRICS_TOKEN", least=32, default="")

BROKER_URL = env.text("BROKER_URL")
RQ_QUEUES = broker.queues(BROKER_URL)
CACHES = broker.caches(BROKER_URL, BASE_URL)

# A proxy that ends TLS must set X-Forwarded-Proto itself and drop the visitor's; only then say so here.
if env.flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# So many entries at the end of X-Forwarded-For are written by proxies of ours; others a visitor can invent.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", int(env.flag("BEHIND_PROXY", default=False)))
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"

# The __Host- prefix: only over TLS, only for this host, never set by a subdomain.
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
SECOND_FACTOR_DEMANDED = env.flag("SECOND_FACTOR_DEMANDED", default=True)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL")
ADMINS = [("Operator", address) for address in env.words("ADMINS")]
