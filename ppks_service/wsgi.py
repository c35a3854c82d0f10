"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("SERVING_WEB", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ppks_service.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402  (read once the settings are known)

if settings.SECURE_PROXY_SSL_HEADER:
    # The journal and the lockout need the address of the person, not that of the proxy.
    application = wrap_wsgi_with_proxy_headers(application, trusted_hosts="127.0.0.1")
