"""Publishing the registry: a revision that is kept for ever, and django-cookie-consent's tables in step.

Its version mechanism is driven, not left to chance: a group's version is the `created` of its newest
cookie, so all of a group's rows, and one marker that stores nothing, carry the category's revision.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from cookie_consent.models import Cookie, CookieGroup
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from consent.categories import CATEGORIES, NECESSARY
from consent.events import registry_published
from consent.models import PolicyRevision
from consent.registry.comparing import BANNER, Change, Meaning, compare, weigh
from consent.registry.describing import Content, describe_draft, find_gaps
from consent.registry.published import forget_policy

MARKER = "revision"


class NotPublishableError(ValueError):
    """The draft cannot be published; `reasons` are the places where something is missing."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class DraftMovedError(NotPublishableError):
    """Somebody has changed the draft since the editor looked at it."""


def publish_registry(
    *,
    content: Content | None = None,
    meanings: Mapping[str, Meaning] | None = None,
    note: str = "",
    by: User | None = None,
    expected: str = "",
    since: str = "",
) -> PolicyRevision | None:
    """Publish the draft, or `content`, as a new revision; None when the latest already says the same.

    `meanings` says by category, and for `BANNER`, what a change means; where it says nothing, or less
    than the facts demand (`comparing`), the suggestion or the demand holds. What is said of the banner
    holds for every category. `expected` is the fingerprint of what the editor looked at, and `since`
    the revision it was compared with: others raise `DraftMovedError`, and a missing text
    `NotPublishableError`.
    """
    with transaction.atomic():
        latest = _lock_latest()
        content = describe_draft() if content is None else content
        if latest and latest.fingerprint == fingerprint(content):
            return None
        moved = expected and expected != fingerprint(content)
        if moved or (since and latest and since != latest.value):
            raise DraftMovedError(["the draft has changed since it was looked at"])
        missing = {category.name for category in CATEGORIES} - {one["name"] for one in content["categories"]}
        gaps = [*sorted(missing), *find_gaps(content)]
        if gaps:
            raise NotPublishableError(gaps)
        changes = compare(latest.content if latest else {}, content)
        revision = _write_revision(latest, content, choose_meanings(changes, meanings or {}), note, by)
        _write_groups(content, revision.terms)
        transaction.on_commit(forget_policy)
        asked = revision.asked
        transaction.on_commit(lambda: registry_published.send(sender=PolicyRevision, categories=asked))
    return revision


def fingerprint(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a policy's content, 64 hex digits, the same on every machine."""
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def choose_meanings(changes: Mapping[str, Change], said: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Return what each change means: what was said of it, else the suggestion; never less than its facts."""
    return {name: weigh(said.get(name, change.suggested), change.least) for name, change in changes.items()}


def _lock_latest() -> PolicyRevision | None:
    """Return the latest revision once nobody else publishes: the first one's row is what they queue at."""
    PolicyRevision.objects.order_by("value").select_for_update().first()
    return PolicyRevision.objects.first()


def _write_revision(
    latest: PolicyRevision | None,
    content: Content,
    meanings: Mapping[str, Meaning],
    note: str,
    by: User | None,
) -> PolicyRevision:
    value = _choose_time(latest).isoformat()
    everywhere = meanings.get(BANNER, "wording")
    terms = {}
    for category in CATEGORIES:
        before = latest.terms.get(category.name, {}) if latest else {}
        meaning = weigh(meanings.get(category.name, "wording"), everywhere)
        terms[category.name] = {
            "revision": value if meaning != "wording" else before["revision"],
            "purposes": value if meaning == "purpose" else before["purposes"],
        }
    return PolicyRevision.objects.create(
        value=value,
        fingerprint=fingerprint(content),
        content=content,
        terms=terms,
        meanings=dict(meanings),
        note=note,
        by=by,
    )


def _choose_time(latest: PolicyRevision | None) -> datetime:
    now = timezone.now().astimezone(UTC).replace(microsecond=0)
    return now if latest is None else max(now, datetime.fromisoformat(latest.value) + timedelta(seconds=1))


def _write_groups(content: Content, terms: Mapping[str, Mapping[str, str]]) -> None:
    names = [category["name"] for category in content["categories"]]
    CookieGroup.objects.exclude(varname__in=names).delete()
    for category in content["categories"]:
        _write_group(category, names.index(category["name"]), terms[category["name"]]["revision"])


def _write_group(category: Content, order: int, revision: str) -> None:
    group, _ = CookieGroup.objects.update_or_create(
        varname=category["name"],
        defaults={
            "name": category["label"]["sv"],
            "description": category["purpose"]["sv"],
            "is_required": category["name"] == NECESSARY.name,
            "is_deletable": category["name"] != NECESSARY.name,
            "ordering": order,
        },
    )
    rows = {(MARKER, ""): ("Carries the category's revision; nothing is stored under this name.", "/")}
    for stored in category["stored"]:
        if stored["storage"] == "cookie":
            rows[stored["name"], stored["host"]] = (stored["purpose"]["sv"], stored["path"])
    for cookie in group.cookie_set.all():
        if (cookie.name, cookie.domain) not in rows:
            cookie.delete()
    for (name, domain), (description, path) in rows.items():
        Cookie.objects.update_or_create(
            cookiegroup=group, name=name, domain=domain, defaults={"description": description, "path": path}
        )
    Cookie.objects.filter(cookiegroup=group).update(created=datetime.fromisoformat(revision))
