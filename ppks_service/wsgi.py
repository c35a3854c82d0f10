"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from ppks_service.whole_requests import whole_requests

os.environ.setdefault("SERVING_WEB", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppks_service.settings")

application = whole_requests(get_wsgi_application())
