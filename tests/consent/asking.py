"""How the tests speak to consent: as a browser on our own page does."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cookie_consent.util import dict_to_cookie_str
from django.test import Client

from consent.registry.publishing import read_revisions

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as _Answer

OWN = {"Sec-Fetch-Site": "same-origin"}
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def post(client: Client, path: str, data: dict[str, Any] | None = None, **headers: str) -> "_Answer":
    """POST a form as our own page would; `headers` with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(path, data or {}, headers={**OWN, **named})


def now(days: int = 0) -> str:
    return (datetime.now(UTC).replace(microsecond=0) - timedelta(days=days)).isoformat()


def put_cookie(client: Client, **pairs: str) -> None:
    """Give the visitor a consent cookie with exactly these keys (`third_party` means third-party)."""
    named = {name.replace("_", "-"): value for name, value in pairs.items()}
    client.cookies["cookie_consent"] = dict_to_cookie_str(named)


def consent_to(client: Client, *categories: str, days: int = 0) -> None:
    """Give the visitor a whole decision, made some days ago, that grants these categories."""
    revisions = read_revisions()
    states = {name: revisions[name] if name in categories else "-1" for name in revisions}
    client.cookies["cookie_consent"] = dict_to_cookie_str({"decided": now(days), **states})
