"""What the production server runs while it is measured."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "ppks_service.development.bench.settings"
os.environ["SERVING_WEB"] = "true"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
