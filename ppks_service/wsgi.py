"""What the web server calls."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from ppks_service.whole_requests import whole_requests

os.environ.setdefault("SERVING_WEB", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppks_service.settings")

application = whole_requests(get_wsgi_application())

# All pages are loaded before the first request, and what is loaded stays: looking through it for what
# may go, as Python does now and then in the middle of a request, took up to a tenth of a second.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
