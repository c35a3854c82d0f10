"""Settings of the tests: the real ones, on a database of their own."""

import os

from ppks_service.development import postgres

os.environ["DATABASE_URL"] = postgres.ensure_running("ppks")
os.environ.setdefault("SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests-only-for-tests")
os.environ.setdefault("FIELD_KEY", "only-for-tests-only-for-tests-only")
os.environ["DEMO"] = "false"
os.environ["HTTPS"] = "false"
os.environ["DEBUG"] = "false"

from ppks_service.settings import *  # noqa: F403

# Argon2 is slow on purpose; hundreds of test users need not be.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PUBLIC_URL = "https://ppks.contoh.go.id"
