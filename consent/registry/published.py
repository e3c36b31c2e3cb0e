"""The published policy: what holds now. What decides asks the database; what describes reads a copy."""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Any

from django.db import connection

from consent.categories import OPTIONAL
from consent.models import PolicyRevision
from consent.texts import Text

SNAPSHOT_SECONDS = 2.0
LATEST = (
    "SELECT value, fingerprint, CASE WHEN value = %s THEN NULL ELSE content END, "
    "CASE WHEN value = %s THEN NULL ELSE terms END FROM consent_policyrevision ORDER BY value DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Term:
    """What a visitor's cookie must hold for one category: see `PolicyRevision.terms`."""

    revision: str
    purposes: str


@dataclass(frozen=True, slots=True)
class PublishedService:
    """A service as visitors were told of it."""

    name: str
    label: str
    category: str
    company: str
    mode: str
    adapter: str
    hosts: tuple[str, ...]
    privacy: str
    kind: Text
    country: Text
    purpose: Text
    shared: Text


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """Something stored, as visitors were told of it; `owner` is a service's name, `host` empty for our own."""

    category: str
    name: str
    match: str
    storage: str
    owner: str
    host: str
    path: str
    duration: str
    seconds: int | None

    def names(self, name: str) -> bool:
        """Tell whether this declaration covers an entry of that name."""
        if self.match == "prefix":
            return name.startswith(self.name)
        if self.match == "pattern":
            return fnmatchcase(name, re.sub(r"([\[?])", r"[\1]", self.name))
        return name == self.name


@dataclass(frozen=True, slots=True)
class Policy:
    """One revision of the policy. `value` is empty before anything was published, and then nothing holds."""

    value: str
    fingerprint: str
    terms: Mapping[str, Term]
    content: Mapping[str, Any]
    services: Mapping[str, PublishedService]
    stored: tuple[PublishedItem, ...]
    taken: float

    @property
    def revisions(self) -> dict[str, str]:
        """What a yes to each optional category must equal."""
        return {name: self.terms[name].revision for name in OPTIONAL if name in self.terms}


_copy: Policy | None = None


def read_current() -> Policy:
    """Return the policy that holds at this moment: one query.

    What decides whether something may load, and what writes a decision, asks this. A copy that is
    seen to hold is fresh again, so that describing costs no query where deciding has asked.
    """
    global _copy
    known, latest = _copy, _read_latest(_copy.value if _copy else "")
    if known is None or latest is None or latest.value != known.value:
        _copy = build_policy(latest)
    else:
        _copy = replace(known, taken=time.monotonic())
    return _copy


def read_policy() -> Policy:
    """Return the policy from this process's memory, at most 2 seconds old.

    What describes the policy reads this: the banner, the settings page, the policy endpoint.
    A stale one may ask a visitor once too often; it never lets anything load.
    """
    if _copy is None or time.monotonic() - _copy.taken > SNAPSHOT_SECONDS:
        return _refresh()
    return _copy


def forget_policy() -> None:
    """Let the next reader in this process see the database."""
    global _copy
    _copy = None


def find_service(name: str) -> PublishedService | None:
    """Return a published service; None when there is none of that name. No query when warm."""
    return read_policy().services.get(name)


def list_services(category: str = "") -> list[PublishedService]:
    """Return the published services, of one category or of all. No query when warm."""
    return [one for one in read_policy().services.values() if category in {"", one.category}]


def find_cookie(name: str) -> PublishedItem | None:
    """Return what is declared of a cookie of ours; None when it is not declared. No query when warm."""
    return next((one for one in list_own() if one.storage == "cookie" and one.names(name)), None)


def list_own() -> list[PublishedItem]:
    """Return what we store ourselves, of every kind. No query when warm."""
    return [one for one in read_policy().stored if not one.host]


def _read_latest(known: str) -> PolicyRevision | None:
    """Return the latest revision, without its content if its value is `known`; None when there is none.

    Every gate asks this: composing the query takes ten times the query.
    """
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [known, known])
        row = cursor.fetchone()
    if row is None:
        return None
    value, fingerprint, content, terms = row
    return PolicyRevision(
        value=value,
        fingerprint=fingerprint,
        content=json.loads(content) if content else None,
        terms=json.loads(terms) if terms else None,
    )


def _refresh() -> Policy:
    global _copy
    _copy = build_policy(PolicyRevision.objects.first())
    return _copy


def build_policy(revision: PolicyRevision | None) -> Policy:
    """Return a revision as what the code asks of it."""
    content = revision.content if revision else {"banner": {}, "categories": []}
    return Policy(
        value=revision.value if revision else "",
        fingerprint=revision.fingerprint if revision else "",
        terms=MappingProxyType(
            {name: Term(**term) for name, term in (revision.terms if revision else {}).items()}
        ),
        content=MappingProxyType(content),
        services=MappingProxyType(
            {
                service["name"]: _read_service(category["name"], service)
                for category in content["categories"]
                for service in category["services"]
            }
        ),
        stored=tuple(
            _read_item(category["name"], item)
            for category in content["categories"]
            for item in category["stored"]
        ),
        taken=time.monotonic(),
    )


def _read_service(category: str, service: Mapping[str, Any]) -> PublishedService:
    fields: dict[str, Any] = {
        key: service[key] for key in ("name", "label", "company", "mode", "adapter", "privacy")
    }
    fields |= {key: Text(**service[key]) for key in ("kind", "country", "purpose", "shared")}
    return PublishedService(category=category, hosts=tuple(service["hosts"]), **fields)


def _read_item(category: str, item: Mapping[str, Any]) -> PublishedItem:
    keys = ("name", "match", "storage", "owner", "host", "path", "duration", "seconds")
    return PublishedItem(category=category, **{key: item[key] for key in keys})
