"""Turns an address into a hash that nobody can turn back, and that is found again after a change of keys."""

from django.conf import settings
from django.utils.crypto import salted_hmac

from workers.addresses import WrongAddress, normalise

SALT = "workers.suppression"


def mark(email: str) -> str:
    """Return the keyed hash of an address, under the key of today (HMAC-SHA-256, 64 hex digits)."""
    return list_marks(email)[0]


def list_marks(email: str) -> list[str]:
    """Return the hashes of an address under every key that is known, today's first."""
    address = spell(email)
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(SALT, address, secret=key, algorithm="sha256").hexdigest() for key in keys]


def spell(email: str) -> str:
    """Return an address as it is compared; what cannot be written to is compared as it stands."""
    try:
        return normalise(email)
    except WrongAddress:
        return email.strip().lower()
