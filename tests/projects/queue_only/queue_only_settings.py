"""A Django project with the queue and without Wagtail."""

from pathlib import Path

BASE_DIR = Path.cwd()
SECRET_KEY = "a project that a test makes and throws away"
ALLOWED_HOSTS = ["testserver"]
ROOT_URLCONF = "queue_only_urls"
INSTALLED_APPS = [
    "review_queue",
    "guardian",
    "django_rq",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "review_queue.middleware.SignedOutMiddleware",
]
CSRF_FAILURE_VIEW = "review_queue.web.rejections.csrf_failure"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / "db.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
LOGIN_URL = "/admin/login/"
USE_TZ = True
DEFAULT_FROM_EMAIL = "queue@example.org"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
RQ_QUEUES = {
    "default": {
        "URL": "unix:///nonexistent/broker.sock",
        "SERIALIZER": "rq.serializers.JSONSerializer",
    }
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": BASE_DIR / "private", "base_url": None},
    },
}
REVIEW_QUEUE = {"BASE_URL": "http://testserver", "OFFERS_EVERY": 0, "ALIKE_AT_LEAST": 1, "MODEL_SCAN": False}
