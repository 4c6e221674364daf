"""The WSGI entry: gunicorn --pythonpath site association.wsgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "association.settings.production")
application = get_wsgi_application()
