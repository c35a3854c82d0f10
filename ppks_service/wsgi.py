"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("SERVING_WEB", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppks_service.settings")

application = get_wsgi_application()
