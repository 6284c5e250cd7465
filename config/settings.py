"""Settings of On Record. What may be set from outside is listed in docs/operations.md."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.templatetags.static import static
from jinja2 import StrictUndefined

from config.environment import Environment
from config.secret import kept_secret

BASE_DIR = Path(__file__).resolve().parent.parent

environment = Environment(os.environ)
IS_PRODUCTION = environment.choice("ON_RECORD_ENV", ("development", "production")) == "production"
# What a running installation keeps here: the embedded database, the key, the accounts.
DATA_DIR = Path(environment.text("ON_RECORD_DATA", str(BASE_DIR / ".data"))).absolute()
DEBUG = environment.flag("ON_RECORD_DEBUG", default=False) and not IS_PRODUCTION

# Identity

if IS_PRODUCTION:
    SECRET_KEY = environment.required(
        "SECRET_KEY",
        cure="Make one with: python -c 'import secrets; print(secrets.token_urlsafe(64))'",
    )
    environment.required("ALLOWED_HOSTS", cure="Name the site's hosts: ALLOWED_HOSTS=example.org")
    environment.required(
        "DATABASE_URL",
        cure="Name the database: DATABASE_URL=postgresql://USER:PASSWORD@HOST:PORT/NAME",
    )
else:
    SECRET_KEY = environment.text("SECRET_KEY") or kept_secret(DATA_DIR / "secret-key")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]

# Applications

INSTALLED_APPS = [
    "config",
    "people",
    "sources",
    "statements",
    # Before the admin, whose templates and widgets it replaces.
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "import_export",
    "rest_framework",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.security.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.security.SecondFactor",
    "django_htmx.middleware.HtmxMiddleware",
    # After authentication: history records who made a change.
    "pghistory.middleware.HistoryMiddleware",
    # Last, so that it is the page's own questions that are bounded.
    "config.guard.PublicPagesInTime",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
            ],
        },
    },
    # For lists, and what pages repeat dozens of times.
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "config.parts.environment",
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
        },
    },
]

# Widgets of the theme are replaced as its pages are: in templates/.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

UNFOLD = {
    "SITE_TITLE": "On Record",
    "SITE_HEADER": "On Record",
    "SITE_URL": "/",
    "SITE_ICON": lambda request: static("icon.svg"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("icon.svg")}
    ],
    "SIDEBAR": {"navigation": "statements.admin.navigation.navigation"},
    "STYLES": [lambda request: static("css/curation.css")],
    # The site's accent (static/css/tokens.css), from light to dark.
    "COLORS": {
        "primary": {
            "50": "oklch(97% .012 33)",
            "100": "oklch(94% .025 33)",
            "200": "oklch(88% .05 33)",
            "300": "oklch(80% .08 33)",
            "400": "oklch(71% .11 33)",
            "500": "oklch(60% .13 33)",
            "600": "oklch(41% .115 33)",
            "700": "oklch(36% .1 33)",
            "800": "oklch(31% .085 33)",
            "900": "oklch(26% .07 33)",
            "950": "oklch(20% .05 33)",
        }
    },
    "SCRIPTS": [lambda request: static("js/name-choices.js")],
}

# Data

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASE_URL = environment.postgres_url("DATABASE_URL")
if DATABASE_URL:
    DATABASES = {"default": dict(dj_database_url.parse(DATABASE_URL))}
else:
    # The embedded PostgreSQL, started by the first connection; its HOST is its data directory.
    DATABASES = {
        "default": {
            "ENGINE": "config.postgres",
            "NAME": "on_record",
            "USER": "postgres",
            "HOST": str(DATA_DIR / "postgres"),
        }
    }
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}

# Longer than any honest question takes, at ten million statements on a busy machine.
PUBLIC_STATEMENT_MILLISECONDS = environment.number("PUBLIC_STATEMENT_MILLISECONDS", default=5_000)

# In the database, so that every worker counts the same failed logins.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Reports that are due are written below it, where they go into a folder.
REPORTS_DIR = Path(environment.text("REPORTS_DIR", str(DATA_DIR / "reports"))).absolute()

# A spreadsheet must not compute what somebody wrote into a name.
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
# The permission to export is one of its own: statements.export_statement.
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
# Between preview and import a file waits in the cache, which all workers share.
IMPORT_EXPORT_TMP_STORAGE_CLASS = "import_export.tmp_storages.CacheStorage"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "On Record",
    "DESCRIPTION": "What officials said, where it stands, and who they were on that day.",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# Fetching sources

# Site owners read in their logs who asks, and where to write.
FETCHER_USER_AGENT = "OnRecord/1.0 (+{})".format(
    environment.text("FETCHER_CONTACT")
    or (f"https://{ALLOWED_HOSTS[0].lstrip('.')}/about/" if IS_PRODUCTION else "not a public site")
)
# A pasted text may be long.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000

# Language and time

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

# Static files

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# Accounts: made by an administrator, never by signing up.

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/admin/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "config.security.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "On Record"
REQUIRE_SECOND_FACTOR = environment.flag("REQUIRE_SECOND_FACTOR", default=IS_PRODUCTION)

# Whether curators may publish what they entered themselves.
AUTHORS_MAY_PUBLISH = environment.flag("AUTHORS_MAY_PUBLISH", default=False)

# Where dumps of the published record are kept, and offered from.
DUMPS = Path(environment.text("DUMPS_DIR", str(DATA_DIR / "dumps"))).absolute()

# Mail: password resets. Without a mail server they are printed where the site runs.

EMAIL_HOST = environment.text("EMAIL_HOST")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_PORT = environment.number("EMAIL_PORT", default=587)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS", default=True)
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "on-record@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Security

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
# The admin's theme runs Alpine.js, which compiles its expressions, and sets inline styles.
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_EVAL, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True

if IS_PRODUCTION:
    SECURE_SSL_REDIRECT = environment.flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = environment.number("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# How many proxies stand before the site and say truthfully who calls, and whether over TLS.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXIES", default=0)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Everything worth knowing goes to standard error, from where the server's keeper collects it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Strangers who guess at hosts, and HEAD requests, whose bodies gunicorn drops as it should.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # The worker's farewell advises a second Ctrl-C, which `make run` does not pass on.
        "django_tasks_db": {"level": "ERROR"},
    },
}
