"""What the production server runs while it is measured: the same with other settings."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "ppks_service.development.bench.settings"

from ppks_service.wsgi import application

__all__ = ["application"]
