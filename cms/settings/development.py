"""What `make run` uses: a whole site on one machine, with a mailbox to read and DEBUG off."""

from . import env
from .base import *  # noqa: F403  the one place where a star is how Django settings are layered

SECRET_KEY = env.read_secret("SECRET_KEY", fallback="development-only-not-a-secret-" + "0" * 24)
ALLOWED_HOSTS = env.ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]", env.SITE_HOST]
SHOW_MAILBOX = True
WEBHOOKS_ALLOW_LOOPBACK = True

env.DATA_DIR.mkdir(parents=True, exist_ok=True)
