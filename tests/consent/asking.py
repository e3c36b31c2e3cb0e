"""How the tests speak to consent: as a browser on our own page does."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cookie_consent.models import Cookie
from cookie_consent.util import dict_to_cookie_str
from django.test import Client

from consent.models import PolicyRevision, StoredItem
from consent.registry.published import forget_policy, read_current
from consent.registry.publishing import publish_registry

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


def declare(name: str, category: str = "statistics", **fields: Any) -> StoredItem:
    """Declare something that we store ourselves, and publish the registry with it; nobody is asked anew."""
    given = {"purpose_sv": "Prov.", "purpose_en": "Test.", "duration": "session", **fields}
    item = StoredItem.objects.create(name=name, category=category, **given)
    publish_registry()
    publish_long_ago()
    return item


def publish_long_ago(days: int = 400) -> None:
    """Let the policy stand since long before any decision of a test."""
    PolicyRevision.objects.filter(pk__in=PolicyRevision.objects.values("pk")[1:]).delete()
    revision = PolicyRevision.objects.get()
    value = now(days)
    terms = {name: {"revision": value, "purposes": value} for name in revision.terms}
    PolicyRevision.objects.filter(pk=revision.pk).update(value=value, terms=terms)
    Cookie.objects.update(created=value)
    forget_policy()


def consent_to(client: Client, *categories: str, days: int = 0) -> None:
    """Give the visitor a whole decision, made some days ago, that grants these categories."""
    revisions = read_current().revisions
    states = {name: revisions[name] if name in categories else "-1" for name in revisions}
    client.cookies["cookie_consent"] = dict_to_cookie_str({"decided": now(days), **states})
