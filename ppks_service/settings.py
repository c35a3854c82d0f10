"""Settings: safe for production by default; development asks for the rest by environment variables.

``README.md`` has the table of every variable.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- What this installation is -------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
# Demo data and demo accounts exist only where this is asked for.
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY")
# Encrypts NIK and other document numbers, and keys the hash that finds them again.
FIELD_KEY = env.str("FIELD_KEY")
if len(FIELD_KEY) < 32:
    raise ImproperlyConfigured("FIELD_KEY must have at least 32 characters.")
# True behind TLS: secure cookies, HSTS and the redirect to https.
HTTPS = env.bool("HTTPS", default=not DEMO)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
# The address that a letter's QR code points to, without a slash at its end.
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000")
# A certificate with its key (PKCS#12) that signs the PDF of every letter; none, and none is signed.
SIGNING_CERTIFICATE = env.str("SIGNING_CERTIFICATE", default="")
SIGNING_PASSWORD = env.str("SIGNING_PASSWORD", default="")
# True only where BSrE, or another certification body that Indonesia recognises, issued it.
SIGNING_IS_CERTIFIED = env.bool("SIGNING_IS_CERTIFIED", default=False)

# --- Apps, in the order in which they may import each other, highest last -----------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "pgtrigger",
    "pghistory",
    "ppks_service",
    "ppks_service.accounts",
    "ppks_service.areas",
    "ppks_service.journal",
    "ppks_service.documents",
    "ppks_service.worklist",
    "ppks_service.privacy",
    "ppks_service.development",
    "intake",
    "upt_facilities",
    "referrals",
    "evaluation",
    "django.forms",
]

MIDDLEWARE = [
    "ppks_service.middleware.ProxyAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ppks_service.middleware.CompressedTextMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "ppks_service.accounts.middleware.SignInMiddleware",
    "ppks_service.accounts.middleware.IdleTimeoutMiddleware",
    "ppks_service.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ppks_service.middleware.PrivateResponsesMiddleware",
    "ppks_service.middleware.SentAddressMiddleware",
    "ppks_service.journal.middleware.OriginMiddleware",
    "axes.middleware.AxesMiddleware",
    "intake.middleware.SealMiddleware",
]

ROOT_URLCONF = "ppks_service.urls"
WSGI_APPLICATION = "ppks_service.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ppks_service.context.shell",
            ],
            "builtins": ["ppks_service.templatetags.ppks"],
        },
    },
]
FORM_RENDERER = "ppks_service.rendering.FormRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- Database --------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A list of choices is one round trip instead of three; and PgBouncer knows no cursors that outlive it.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
# Our pages join a row to ten or twenty others by their keys, in an order that is good as it is written: looking
# for a better one among eight at a time took PostgreSQL ten times as long as fetching the rows.
_options = DATABASES["default"].setdefault("OPTIONS", {})
_session = [_options.get("options", ""), "-c join_collapse_limit=4"]
# A web request that waits this long for a statement or a lock is ended; commands may wait.
if env.bool("SERVING_WEB", default=False):
    _session += [
        f"-c statement_timeout={env.int('STATEMENT_TIMEOUT_MS', default=15_000)}",
        f"-c lock_timeout={env.int('LOCK_TIMEOUT_MS', default=5_000)}",
    ]
_options["options"] = " ".join(_session).strip()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Accounts --------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "worklist:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "ppks_service.accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "password", "code"]
OTP_TOTP_ISSUER = "PPKS Sumatera Utara"
IDLE_TIMEOUT_MINUTES = env.int("IDLE_TIMEOUT_MINUTES", default=60)
# How long a protected file stays open after somebody who does not work on it wrote down why. The reason is
# asked by domain.md §7.3.1, which names no time; half a day at the desk is ours.
UNSEAL_HOURS = env.int("UNSEAL_HOURS", default=4)
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- Security ----------------------------------------------------------------------------------

CSRF_FAILURE_VIEW = "ppks_service.views.csrf_failure"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# True behind a proxy of our own, which alone sets X-Forwarded-For and X-Forwarded-Proto.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
UPLOAD_MAX_BYTES = 10 * 1024 * 1024

# --- Language, time, files -----------------------------------------------------------------------

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ppks_service.staticfiles.NamedByContent"},
}
MAILERS = {
    "default": {
        "BACKEND": env.str("MAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend")
    }
}
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="ppks@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "ppks_service.logs.WithoutData",
            "fmt": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    # Its lines carry what people type as their name, which may be a password; the journal has ours.
    # And nothing of a fault is mailed: Django would send what was posted along with it.
    "loggers": {"axes": {"level": "ERROR"}, "django": {"handlers": []}},
}

# Django's history triggers keep the acting user and the address with each row of history.
PGHISTORY_DEFAULT_TRACKERS = ()
SILENCED_SYSTEM_CHECKS: list[str] = []
