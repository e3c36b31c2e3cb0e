"""A front end of ours on another site, as a program: it sends its origin and no cookie."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from django.test import Client

from consent.registry.published import read_policy

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as _Answer

ORIGIN, OTHER, STRANGER = "https://front.example.org", "https://other.example.org", "https://evil.example"
STATEMENTS = "/api/v1/consent/statements/"
PROBLEM = "application/problem+json"


def choose(origin: str = ORIGIN, content_type: str = "", **fields: Any) -> "_Answer":
    """Ask for a statement; underscores in the names of fields stand for hyphens. Fields are a form unless a type is given."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    if "renew" not in named:
        named.setdefault("revision", read_policy().value)
    headers = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
    if content_type:
        return Client().post(STATEMENTS, named, content_type, headers=headers)
    return Client().post(STATEMENTS, named, headers=headers)


def state(origin: str = ORIGIN, **fields: Any) -> str:
    """Return a statement's text."""
    answer = choose(origin, **fields)
    assert answer.status_code == 200, answer.content
    return str(answer.json()["statement"])


def resolve(
    embed_id: str, statement: str = "", origin: str = ORIGIN, query: str = "", **headers: str
) -> "_Answer":
    """Ask how to show an embed."""
    named = {"Origin": origin, **({"Consent-Statement": statement} if statement else {}), **headers}
    return Client().get(f"/api/v1/consent/embeds/{embed_id}/{query}", headers=named)


@contextmanager
def later(**how_long: float) -> Iterator[None]:
    """Move the clock of signatures and decisions forward."""
    ahead = timedelta(**how_long)
    real = datetime.now(UTC)
    with (
        patch("django.core.signing.time.time", (real + ahead).timestamp),
        patch("django.utils.timezone.now", lambda: real + ahead),
    ):
        yield
