"""What every way of running has in common."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from csp.constants import NONE, SELF

from consent import schedule as consent_schedule
from pages import schedule as pages_schedule
from workers import queues, schedule

from . import env, logs
from .notifications import *  # noqa: F403  one subject of these settings, in a file of its own

SECRET_KEY_FALLBACKS = env.SECRET_KEY_FALLBACKS
DEBUG = False
ALLOWED_HOSTS = env.ALLOWED_HOSTS or [env.SITE_HOST]

INSTALLED_APPS = [
    "cms",
    "workers",
    "pages",
    "consent",
    "cookie_consent",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
]

MIDDLEWARE = [
    # What holds every answer stands outermost: files and the errors of middleware pass it too.
    "consent.firewall.cookies.SetCookieFirewall",
    "consent.firewall.leaks.LeakMiddleware",
    "cms.middleware.AdminPolicyMiddleware",
    "cms.middleware.ConstantPolicyMiddleware",
    "cms.proxies.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.open_api.OpenApiMiddleware",
    "cms.middleware.PublicFormMiddleware",
    "cms.desk.DeskSessionMiddleware",
    "cms.middleware.PublicLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cms.desk.DeskCsrfMiddleware",
    "cms.desk.DeskAuthenticationMiddleware",
    "cms.desk.DeskMessageMiddleware",
    "cms.audience.following.TellEditorMiddleware",
    "pages.quality.refusing.NotFitMiddleware",
    "pages.withdrawing.DestinationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pages.redirecting.ToReadablePagesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.shell.describe_site",
            ],
        },
    },
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # secure_delete overwrites what is deleted: who is forgotten does not stand in the free pages.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    ),
}


def configure_database(parsed: Mapping[str, object]) -> dict[str, Any]:
    """Return Django's settings for one database, with the options that its engine needs."""
    settings = dict(parsed)
    settings["CONN_MAX_AGE"] = 60
    settings["CONN_HEALTH_CHECKS"] = True
    settings["ATOMIC_REQUESTS"] = False
    if str(settings["ENGINE"]).endswith("sqlite3"):
        settings["OPTIONS"] = SQLITE_OPTIONS
    return settings


DATABASES = {"default": configure_database(env.DATABASE)}

CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"},
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"},
}

# -- Languages and time ------------------------------------------------------
LANGUAGE_CODE = "sv"
FORMAT_MODULE_PATH = ["cms.formats"]
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# -- Files -------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = env.DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# -- Sessions live under /admin/ and nowhere else -----------------------------
SESSION_COOKIE_PATH = "/admin/"
CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cms.errors.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "wagtailadmin_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# -- Headers: one constant policy for every public page ------------------------
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# The form of a long page posts four values or more for each block and point in a list.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
PUBLIC_FORM_MAX_BYTES = 64 * 1024
# Mandrill sends up to 1 000 reports at once (its documentation of webhooks), each of up to some kilobytes and written
# as a form, which makes JSON a good half longer. SendGrid stops at 768 KiB; the others send less.
REPORTS_MAX_BYTES = 8 * 1024 * 1024

# -- Consent -------------------------------------------------------------------
COOKIE_CONSENT_NAME = "cookie_consent"
COOKIE_CONSENT_MAX_AGE = 182 * 24 * 60 * 60
COOKIE_CONSENT_HTTPONLY = False
COOKIE_CONSENT_SAMESITE = "Lax"
COOKIE_CONSENT_SECURE = env.SITE_URL.startswith("https:")
COOKIE_CONSENT_OPT_OUT = False
COOKIE_CONSENT_LOG_ENABLED = False
FRONTEND_ORIGINS = env.FRONTEND_ORIGINS
RAISE_ON_LEAK = False
MATOMO_URL = env.MATOMO_URL

# -- Wagtail -------------------------------------------------------------------
SITE_URL = env.SITE_URL
WAGTAIL_SITE_NAME = "Kompetensplan"
# An address is read aloud and copied: å becomes a.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_BASE_URL = env.SITE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = True
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "cms.resetting.DeskPasswordResetForm"  # noqa: S105  the path of a class
# The account page breaks on "localtime", which is no time zone to a browser [measured].
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE, "UTC"]
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# A document that is imported, as it is uploaded and as it is unpacked.
IMPORT_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
IMPORT_MAX_UNPACKED_SIZE = 60 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# -- Queue ---------------------------------------------------------------------
VALKEY_SOCKET = env.VALKEY_SOCKET
REDIS_URL = env.REDIS_URL or f"redis+socket://{quote(str(VALKEY_SOCKET))}"
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
# A task only wakes; the database says what is to be done. Acknowledged late, a lost broker leaves
# tasks to be restored, and kombu 5.7 ends the worker while it tries [measured].
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ROUTES = queues.ROUTES
CELERY_TASK_DEFAULT_QUEUE = queues.HOUSE
HEARTBEAT_SECONDS = 15.0
CELERY_BEAT_SCHEDULE = {
    **schedule.SCHEDULE,
    **pages_schedule.SCHEDULE,
    **consent_schedule.SCHEDULE,
    "heartbeat": {
        "task": "cms.tasks.heartbeat",
        "schedule": HEARTBEAT_SECONDS,
        "options": {"expires": HEARTBEAT_SECONDS},
    },
}
# A connection that went dead without a word is noticed: in about eleven seconds where a worker listens,
# in five where somebody speaks (kombu's own answers are 51, and never).
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "queue_order_strategy": "priority",
    "health_check_interval": 5,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
}

# -- The rest ---------------------------------------------------------------------
METRICS_TOKEN = env.METRICS_TOKEN
TRUSTED_PROXIES = env.TRUSTED_PROXIES
EDITOR_PASSWORD = env.EDITOR_PASSWORD
DATA_DIR = env.DATA_DIR
# How long a colleague reads a draft by its link.
PREVIEW_DAYS = 7
LOGGING = logs.LOGGING
