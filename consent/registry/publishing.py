"""The registry of cookies and services, and its current revisions, in django-cookie-consent's tables.

Its version mechanism is driven, not left to chance: a group's version is the `created` of its
newest cookie, so all of a group's rows, and one marker that stores nothing, carry the time at
which the category's content last changed.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from cookie_consent.models import Cookie, CookieGroup
from django.db import transaction
from django.utils import timezone

from consent.categories import CATEGORIES, OPTIONAL, Category
from consent.events import registry_published
from consent.models import PolicyRevision
from consent.registry.providers import PROVIDERS
from consent.registry.stored import KINDS, STORED

MARKER = "revision"
SNAPSHOT_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The published policy: per category its current revision and its content in both languages."""

    revisions: Mapping[str, str]
    contents: Mapping[str, Mapping[str, Any]]
    taken: float

    @property
    def revision(self) -> str:
        """The newest revision of any category: the policy's own."""
        return max(self.revisions.values(), default="")


_snapshot: Snapshot | None = None


def read_revisions() -> dict[str, str]:
    """Return the current revision of each optional category, from the database in one query.

    What decides whether something may load asks this, never the snapshot.
    """
    rows = Cookie.objects.filter(name=MARKER, cookiegroup__varname__in=OPTIONAL)
    return {group: at.isoformat() for group, at in rows.values_list("cookiegroup__varname", "created")}


def read_snapshot() -> Snapshot:
    """Return the published policy from this process's memory, at most 2 seconds old.

    What describes the policy reads this: the banner, the settings page, the policy endpoint.
    A stale one may ask a visitor once too often; it never lets anything load.
    """
    global _snapshot
    if _snapshot is None or time.monotonic() - _snapshot.taken > SNAPSHOT_SECONDS:
        _snapshot = _take_snapshot()
    return _snapshot


def publish_registry() -> list[str]:
    """Bring the tables in step with the code; return the categories that got a new revision.

    Idempotent: a category whose content is the same keeps its revision.
    """
    with transaction.atomic():
        changed = [category.name for category in CATEGORIES if _publish_category(category)]
        CookieGroup.objects.exclude(varname__in=[category.name for category in CATEGORIES]).delete()
        transaction.on_commit(forget_snapshot)
        if changed:
            transaction.on_commit(lambda: registry_published.send(sender=PolicyRevision, categories=changed))
    return changed


def forget_snapshot() -> None:
    """Let the next reader in this process see the database."""
    global _snapshot
    _snapshot = None


def describe_category(category: Category) -> dict[str, Any]:
    """Return all that a visitor is told of one category, in both languages, ready for JSON."""
    return {
        "name": category.name,
        "required": category.required,
        "label": category.label.as_dict(),
        "purpose": category.purpose.as_dict(),
        "services": [
            {
                "name": provider.name,
                "label": provider.label,
                "kind": provider.kind.as_dict(),
                "company": provider.company,
                "country": provider.country.as_dict(),
                "shared": provider.shared.as_dict(),
                "privacy": provider.privacy,
                "host": provider.frame_host,
            }
            for provider in PROVIDERS.values()
            if provider.category == category
        ],
        "stored": [
            {
                "name": stored.name,
                "kind": KINDS[stored.kind].as_dict(),
                "owner": stored.owner,
                "host": stored.host,
                "path": stored.path,
                "purpose": stored.purpose.as_dict(),
                "lifetime": stored.lifetime.as_dict(),
            }
            for stored in STORED
            if stored.category == category
        ],
    }


def fingerprint(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a category's content, 64 hex digits, the same on every machine."""
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _take_snapshot() -> Snapshot:
    markers = Cookie.objects.filter(name=MARKER).values_list("cookiegroup__varname", "created")
    revisions = {group: at.isoformat() for group, at in markers}
    contents = {
        row.category: row.content
        for row in PolicyRevision.objects.filter(value__in=revisions.values())
        if revisions.get(row.category) == row.value
    }
    order = [category.name for category in CATEGORIES if category.name in contents]
    return Snapshot(
        revisions=MappingProxyType({name: revisions[name] for name in order}),
        contents=MappingProxyType({name: contents[name] for name in order}),
        taken=time.monotonic(),
    )


def _publish_category(category: Category) -> bool:
    content = describe_category(category)
    digest = fingerprint(content)
    latest = PolicyRevision.objects.filter(category=category.name).first()
    changed = latest is None or latest.fingerprint != digest
    at = _choose_time(latest) if changed or latest is None else datetime.fromisoformat(latest.value)
    if changed:
        PolicyRevision.objects.create(
            category=category.name, value=at.isoformat(), fingerprint=digest, content=content
        )
    _write_group(category, at)
    return changed


def _choose_time(latest: PolicyRevision | None) -> datetime:
    now = timezone.now().astimezone(UTC).replace(microsecond=0)
    return now if latest is None else max(now, datetime.fromisoformat(latest.value) + timedelta(seconds=1))


def _write_group(category: Category, at: datetime) -> None:
    group, _ = CookieGroup.objects.update_or_create(
        varname=category.name,
        defaults={
            "name": category.label.sv,
            "description": category.purpose.sv,
            "is_required": category.required,
            "is_deletable": not category.required,
            "ordering": [one.name for one in CATEGORIES].index(category.name),
        },
    )
    rows = {(MARKER, ""): ("Carries the category's revision; nothing is stored under this name.", "/")}
    for stored in STORED:
        if stored.category == category and stored.kind == "cookie":
            rows[stored.name, stored.host] = (stored.purpose.sv, stored.path)
    for cookie in group.cookie_set.all():
        if (cookie.name, cookie.domain) not in rows:
            cookie.delete()
    for (name, domain), (description, path) in rows.items():
        Cookie.objects.update_or_create(
            cookiegroup=group, name=name, domain=domain, defaults={"description": description, "path": path}
        )
    Cookie.objects.filter(cookiegroup=group).update(created=at)
