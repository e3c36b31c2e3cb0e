"""The only reader of the environment: every variable that `.env.example` names, with its default."""

import hashlib
import os
import tempfile
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import environ

ROOT = Path(__file__).resolve().parents[2]

LONGEST_SOCKET_PATH = 100

_env = environ.Env()
# An empty line in an environment file means what a missing one means.
_env.ENVIRON = {name: value for name, value in os.environ.items() if value}


def choose_settings(module: str) -> None:
    """Use these settings unless `DJANGO_SETTINGS_MODULE` already says which."""
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        os.environ["DJANGO_SETTINGS_MODULE"] = module


def read_number(name: str, fallback: int) -> int:
    """Return a whole number; anything else ends the program with a line that says which variable is wrong."""
    written = _env.str(name, default=str(fallback))
    try:
        return int(written)
    except ValueError:
        raise SystemExit(f"{name} must be a whole number, not {written!r}") from None


def read_secret(name: str, fallback: str | None) -> str:
    """Return a secret; without a fallback a missing one raises `ImproperlyConfigured`."""
    return str(_env.str(name) if fallback is None else _env.str(name, default=fallback))


def export_for_children(settings_module: str, programs: Path) -> None:
    """Give processes that we start the same settings, the numbers of the Procfile, and our own programs first."""
    choose_settings(settings_module)
    os.environ["PORT"] = str(PORT)
    os.environ["WEB_CONCURRENCY"] = str(WEB_CONCURRENCY)
    # glibc keeps what was freed unless told when to give it back, and an arena for each thread.
    for name, value in (("ARENA_MAX", "2"), ("TRIM_THRESHOLD_", "131072"), ("MMAP_THRESHOLD_", "131072")):
        os.environ.setdefault(f"MALLOC_{name}", value)
    os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


def choose_socket(data_dir: Path) -> Path:
    """Return where the embedded broker listens.

    A UNIX socket's path holds 107 octets at most (unix(7)); for a longer one, the same short place is found again
    from DATA_DIR by every process of the same user.
    """
    path = data_dir / "run" / "valkey.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    mark = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"kompetensplan-{os.getuid()}-{mark}" / "valkey.sock"


PORT: int = read_number("PORT", 8000)
DATA_DIR = Path(_env.str("DATA_DIR", default="var"))
if not DATA_DIR.is_absolute():
    DATA_DIR = ROOT / DATA_DIR

DATABASE: dict[str, object] = _env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR}/db.sqlite3")
VALKEY_SOCKET = choose_socket(DATA_DIR)
REDIS_URL: str = _env.str("REDIS_URL", default="")
EMAIL_URL: str = _env.str("EMAIL_URL", default="")
MAIL_FROM: str = _env.str("MAIL_FROM", default="Kompetensplan <noreply@localhost>")
EDITORS_EMAIL: str = _env.str("EDITORS_EMAIL", default="redaktionen@localhost")
ADMINS_EMAIL: str = _env.str("ADMINS_EMAIL", default="") or EDITORS_EMAIL
EDITOR_PASSWORD: str = _env.str("EDITOR_PASSWORD", default="")
SITE_URL: str = _env.str("SITE_URL", default="").rstrip("/") or f"http://127.0.0.1:{PORT}"
SITE_HOST: str = urlsplit(SITE_URL).hostname or "127.0.0.1"
ALLOWED_HOSTS: list[str] = _env.list("ALLOWED_HOSTS", default=[])
FRONTEND_ORIGINS: list[str] = _env.list("FRONTEND_ORIGINS", default=[])
TRUSTED_PROXIES: list[str] = _env.list("TRUSTED_PROXIES", default=[])
SECRET_KEY_FALLBACKS: list[str] = _env.list("SECRET_KEY_FALLBACKS", default=[])
NOTIFY_DELAY: int = read_number("NOTIFY_DELAY", 60)
LEASE_SECONDS: int = read_number("LEASE_SECONDS", 60)
BOUNCES_URL: str = _env.str("BOUNCES_URL", default="")
BOUNCES_FROM: str = _env.str("BOUNCES_FROM", default="") or parseaddr(MAIL_FROM)[1]
ANYMAIL_PROVIDER: str = _env.str("ANYMAIL_PROVIDER", default="").lower()
ANYMAIL_WEBHOOK_SECRET: str = _env.str("ANYMAIL_WEBHOOK_SECRET", default="")
ANYMAIL_SIGNING_KEY: str = _env.str("ANYMAIL_SIGNING_KEY", default="")
KEEP_BODIES_DAYS: int = read_number("KEEP_BODIES_DAYS", 7)
KEEP_GONE_DAYS: int = read_number("KEEP_GONE_DAYS", 28)
RETRY_SECONDS: int = read_number("RETRY_SECONDS", 30)
MAIL_CONNECTIONS: int = read_number("MAIL_CONNECTIONS", 1)
MAIL_RATE: int = read_number("MAIL_RATE", 0)
MAIL_DOMAIN_RATE: int = read_number("MAIL_DOMAIN_RATE", 0)
ALERT_AFTER_SECONDS: int = read_number("ALERT_AFTER_SECONDS", 900)
REPLAY_DAYS: int = read_number("REPLAY_DAYS", 30)
MATOMO_URL: str = _env.str("MATOMO_URL", default="")
METRICS_TOKEN: str = _env.str("METRICS_TOKEN", default="")
WEB_CONCURRENCY: int = read_number("WEB_CONCURRENCY", 1)
