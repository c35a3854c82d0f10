"""The house's settings, and beside it a Django admin on the same tables to be measured against."""

from ppks_service.settings import *  # noqa: F403

ROOT_URLCONF = "ppks_service.development.bench.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]  # noqa: F405
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
SECURE_CSP = {}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # The admins' own files are in no manifest; nothing of what is measured depends on it.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
