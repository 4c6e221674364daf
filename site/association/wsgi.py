"""The WSGI entry: gunicorn --pythonpath site association.wsgi."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "association.settings.production")
gc.disable()  # until everything is loaded: see SuperuserAdminConfig
application = get_wsgi_application()
