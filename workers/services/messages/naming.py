"""Names our messages, so that a report that quotes one can be believed."""

import hmac
import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings

from workers.models import Delivery

MAC_DIGITS = 20
NAME = re.compile(r"<?([0-9a-f]{32}\.(\d{1,19}))\.([0-9a-f]{20})@[^\s<>@]+>?", re.ASCII)


def identify(delivery: Delivery) -> str:
    """Return the Message-ID: the same each time this delivery is tried, and no other's.

    It holds the delivery's number and a mac of 80 bits: who has not seen the message cannot name it.
    """
    name = f"{delivery.announcement.hex}.{delivery.pk}"
    return f"<{name}.{sign_name(name, settings.SECRET_KEY)}@{read_host(settings.SITE_URL)}>"


def read_message_id(text: str) -> int | None:
    """Return the delivery that a Message-ID names, or None when it was not signed by us, with this key or an earlier one."""
    found = NAME.fullmatch(text.strip())
    if found is None:
        return None
    name, pk, mac = found.groups()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return int(pk) if any(hmac.compare_digest(sign_name(name, key), mac) for key in keys) else None


def sign_name(name: str, secret: str) -> str:
    return hmac.digest(derive(secret), name.encode("ascii"), sha256).hex()[:MAC_DIGITS]


@lru_cache(maxsize=2)
def read_host(url: str) -> str:
    return urlsplit(url).hostname or "localhost"


@lru_cache(maxsize=8)
def derive(secret: str) -> bytes:
    """Return the key for names alone: a mac of one purpose is worth nothing for another."""
    return hmac.digest(secret.encode(), b"workers.message-id", sha256)
