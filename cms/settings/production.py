"""What a public server uses: no secret has a default, and cookies travel over HTTPS alone."""

from . import env
from .base import *  # noqa: F403  the one place where a star is how Django settings are layered

SECRET_KEY = env.read_secret("SECRET_KEY", fallback=None)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
COOKIE_CONSENT_SECURE = True
SECURE_SSL_REDIRECT = env.SITE_URL.startswith("https:")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # the protection is on, under the name of cms.desk.DeskCsrfMiddleware
    "security.W005",  # subdomains, and preloading (W021), bind the whole domain: not ours to decide
    "security.W021",
]
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
