"""Signs what is posted, as Standard Webhooks describes it (spec, "Signature scheme")."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

from workers.models import WebhookEndpoint

PREFIX = "whsec_"
SECRET_OCTETS = 32


def make_secret() -> str:
    """Return a new secret: `whsec_` and the base64 of 256 random bits."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_OCTETS)).decode()


def sign(secret: str, name: str, seconds: int, body: str) -> str:
    """Return `v1,` and the base64 of HMAC-SHA256 over `name.seconds.body`."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.digest(key, f"{name}.{seconds}.{body}".encode(), hashlib.sha256)
    return f"v1,{base64.b64encode(digest).decode()}"


def head(endpoint: WebhookEndpoint, name: str, body: str, now: datetime) -> dict[str, str]:
    """Return the three header fields of one attempt; during a rotation both secrets sign.

    The time is that of the attempt, not of the event: receivers refuse what is older than minutes.
    """
    seconds = int(now.timestamp())
    valid = [endpoint.secret]
    if endpoint.previous_secret and endpoint.previous_until and now < endpoint.previous_until:
        valid.append(endpoint.previous_secret)
    return {
        "webhook-id": name,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(sign(secret, name, seconds, body) for secret in valid),
    }
