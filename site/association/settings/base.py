"""Settings shared by every way of running the site. What differs is read from the environment."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from association.settings import broker, database, env
from association.settings.accounts import *

BASE_DIR = Path(__file__).resolve().parents[3]
PROJECT_DIR = BASE_DIR / "site" / "association"
# Everything this installation remembers: database, files, the broker's log.
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")
# Where people reach the site. Every link in a mail starts with it, never with a request's Host header.
BASE_URL = env.text("BASE_URL", "http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "association.csp",  # before wagtail.admin: overrides five of its templates
    "association.home",
    "association.founding",
    "endorsement_plugin",
    "endorsement_plugin.pages",
    "review_queue",
    "guardian",
    "django_rq",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.usersessions",
    "association.authentication",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "association.people.apps.PeopleConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v3",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "ninja",  # its API documentation page then comes from here, not from a CDN
    "association.administration.apps.SuperuserAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "association.csp.nonce.NonceMiddleware",
    "association.csp.frames.FramesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "association.deep_json.DeepJsonMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "endorsement_plugin.middleware.PlainAnswersMiddleware",
    "association.authentication.activity.ActivityMiddleware",
    "association.authentication.second_factor.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "review_queue.middleware.SignedOutMiddleware",
]
CSRF_FAILURE_VIEW = "review_queue.web.rejections.csrf_failure"

DEMO = False  # the demo's mailbox shows every message to everybody
ROOT_URLCONF = "association.urls"
WSGI_APPLICATION = "association.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "association.menus.frame",
            ],
        },
    },
]

DATABASES = {"default": database.choose(env.text("DATABASE_URL", ""), DATA_DIR / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
SESSION_ENGINE = "association.authentication.visits"
GUARDIAN_ANONYMOUS_USER_NAME = None
ANONYMOUS_USER_NAME = None

# Errors of requests and of background work go to the process's own log, where whoever runs it looks first,
# and to ADMINS as a digest: where in the code, never what was typed (association.reporting).
# Addresses that were not found stay out: a mistyped link may carry a referee's token.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "association.reporting.Discreet",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "digest": {"class": "association.reporting.MailDigest", "level": "ERROR"},
    },
    "root": {"handlers": ["console", "digest"], "level": "WARNING"},
    # Without handlers of their own: Django's would mail each failed request with all of its form.
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners, all day
    },
}

LANGUAGE_CODE = "en-us"
# The promised dates are days of the association, so "31 January" ends when it ends there.
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PROJECT_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # Transcripts: never below a folder that a web server hands out.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "base_url": None},
    },
}

BROKER_URL = env.text("BROKER_URL", f"unix://{DATA_DIR}/broker.sock?db=0")
RQ_QUEUES = broker.queues(BROKER_URL)
RQ = {"COMMIT_MODE": "on_db_commit"}
CACHES = broker.caches(BROKER_URL, BASE_URL)

MAIL_KEPT_DAYS = env.number("MAIL_KEPT_DAYS", 365)
ENDORSEMENT: dict[str, object] = {
    "REVIEW_BACKEND": "endorsement_plugin.exams.backends.queue.QueueBackend",
    "MAIL_KEPT_DAYS": MAIL_KEPT_DAYS,
}
REVIEW_QUEUE: dict[str, object] = {
    "BASE_URL": BASE_URL,
    "METRICS_TOKEN": env.text("METRICS_TOKEN", ""),
    "SEAL_TO": env.text("SEAL_TO", ""),
    "SEAL_FILE": env.text("SEAL_FILE", ""),
    "SEAL_PAGE": env.flag("SEAL_PAGE", False),
    "OFFERS_EVERY": env.number("OFFERS_EVERY", 24 * 60),
    "OFFERS_TOGETHER": env.number("OFFERS_TOGETHER", 3),
    "OFFERS_WAIT_AT_MOST": env.number("OFFERS_WAIT_AT_MOST", 3),
    "ALIKE_AT_LEAST": env.number("ALIKE_AT_LEAST", 3),
    "ALIKE_WAIT_DAYS": env.number("ALIKE_WAIT_DAYS", 7),
    "WORK_KEPT_DAYS": env.number("WORK_KEPT_DAYS", 30),
    "MAIL_KEPT_DAYS": MAIL_KEPT_DAYS,
    "MODEL_SCAN": env.flag("MODEL_SCAN", True),
    "WHO_IS": "endorsement_plugin.exams.queries.candidates.who_is",
    "ORIGINAL_OF": "endorsement_plugin.exams.backends.handover.original_of",
    "CANDIDATES_AMONG": "endorsement_plugin.exams.queries.candidates.candidates_among",
    "SENDER_OF": "endorsement_plugin.associations.queries.sender_of",
}

# django-csp
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        # `report-uri`, old as it is: every browser sends to it, and it needs no second header.
        "report-uri": "/csp-report/",
    }
}

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
WAGTAIL_SITE_NAME = "Endorsement"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
# Addresses and passwords are allauth's: an address counts only once it is confirmed, and one that was typed
# into Wagtail's account page would never be.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Times in the admin are those of the association whose pages and applications they are about.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "rtf", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
