"""What the audited site says of itself: its policy, read over HTTP, so that a remote site can be audited too."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from http.client import HTTPException
from typing import Any
from urllib.request import Request, urlopen

LANGUAGES = ("sv", "en")
POLICY = "/api/v1/consent/policy/"
SECONDS = 15.0
DESK = "/admin/"
DESK_NAMES = ("wagtail",)


class UnreachableError(Exception):
    """The site does not answer, or what answers is not such a site."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is declared as stored; `host` is empty for what is the site's own, `service` too.

    `seconds` is 0 for what ends with the browser, None for what nothing ends.
    """

    name: str
    category: str
    match: str = "exact"
    storage: str = "cookie"
    host: str = ""
    path: str = "/"
    service: str = ""
    seconds: int | None = 0

    def names(self, name: str) -> bool:
        """Tell whether this declaration covers an entry of that name."""
        if self.match == "prefix":
            return name.startswith(self.name)
        if self.match == "pattern":
            return fnmatchcase(name, re.sub(r"([\[?])", r"[\1]", self.name))
        return name == self.name

    @property
    def is_desk(self) -> bool:
        """Tell whether only those who log in ever get it."""
        return not self.host and (self.path.startswith(DESK) or self.name.startswith(DESK_NAMES))


@dataclass(frozen=True, slots=True)
class Service:
    """Somebody who is let in with consent, by their hosts."""

    name: str
    label: str
    category: str
    hosts: frozenset[str]
    mode: str = "frame"


@dataclass(frozen=True, slots=True)
class Policy:
    """The published registry; `texts` is the whole answer in each language."""

    categories: Mapping[str, str]
    required: frozenset[str]
    services: tuple[Service, ...]
    items: tuple[Item, ...]
    lifetime_days: int
    texts: Mapping[str, Any]

    @property
    def optional(self) -> tuple[str, ...]:
        return tuple(name for name in self.categories if name not in self.required)

    def find_service(self, host: str) -> Service | None:
        """Return the service that has this host, exactly."""
        return next((service for service in self.services if host in service.hosts), None)

    def find_items(self, storage: str, name: str) -> list[Item]:
        """Return every declaration of this kind that covers the name, wherever it is declared for."""
        return [item for item in self.items if item.storage == storage and item.names(name)]


def fetch(address: str) -> bytes:
    """Return the body of a plain GET; raise `UnreachableError` with the reason."""
    try:
        with urlopen(Request(address, headers={"Accept": "*/*"}), timeout=SECONDS) as answer:  # noqa: S310  an address that the person at the terminal gave
            return bytes(answer.read())
    except (OSError, HTTPException, ValueError) as error:
        raise UnreachableError(f"{address}: {error}") from error


def read_policy(site: str) -> Policy:
    """Return the site's published policy; raise `UnreachableError` where there is none."""
    texts = {}
    for language in LANGUAGES:
        address = f"{site}{POLICY}?locale={language}"
        try:
            texts[language] = json.loads(fetch(address))
        except ValueError as error:
            raise UnreachableError(f"{address}: {error}") from error
    try:
        return build_policy(texts)
    except (KeyError, TypeError, AttributeError) as error:
        raise UnreachableError(f"{site}{POLICY}: {error!r}") from error


def build_policy(texts: Mapping[str, Any]) -> Policy:
    """Return the policy of an answer in both languages; raise `KeyError` for what is no such answer."""
    categories = texts[LANGUAGES[0]]["categories"]
    return Policy(
        categories={category["name"]: category["revision"] for category in categories},
        required=frozenset(category["name"] for category in categories if category["required"]),
        services=tuple(
            Service(
                name=service["name"],
                label=service["label"],
                category=category["name"],
                hosts=frozenset(service["hosts"]),
                mode=service["mode"],
            )
            for category in categories
            for service in category["services"]
        ),
        items=tuple(_read_items(categories)),
        lifetime_days=int(texts[LANGUAGES[0]]["lifetime_days"]),
        texts=texts,
    )


def find_gaps(texts: Mapping[str, Any]) -> list[str]:
    """Return where a text that people consent to is empty in a language, as paths ("en.statistics.purpose")."""
    return [
        ".".join(place)
        for language, answer in texts.items()
        for place, text in _walk([language], {key: answer.get(key) for key in ("banner", "categories")})
        if not text.strip() and place[-1] in TEXTS
    ]


TEXTS = frozenset({
    "label", "purpose", "kind", "country", "shared", "lifetime", "title", "text", "accept", "refuse", "choose"
})  # fmt: skip


def _walk(place: list[str], value: Any) -> Iterable[tuple[list[str], str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _walk([*place, str(key)], inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            named = inner.get("name", number) if isinstance(inner, Mapping) else number
            yield from _walk([*place, str(named)], inner)


def _read_items(categories: Iterable[Mapping[str, Any]]) -> Iterable[Item]:
    for category in categories:
        for stored in category["stored"]:
            yield Item(
                name=stored["name"],
                category=category["name"],
                match=stored["match"],
                storage=stored["storage"],
                host=stored["host"],
                path=stored["path"],
                service=stored["owner"] if stored["host"] else "",
                seconds={"session": 0, "lasting": None}.get(stored["duration"], stored["seconds"]),
            )
