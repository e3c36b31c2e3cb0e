"""Which addresses are visited: some pages of each type in each language, and every embed."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from consent.audit.declared import LANGUAGES, UnreachableError, fetch

LOCATION = re.compile(r"<loc>([^<]+)</loc>")
SETTINGS = {"sv": "/sv/kakor/", "en": "/en/cookies/"}
MISSING = {"sv": "/sv/finns-inte-alls/", "en": "/en/does-not-exist/"}
SHELL, GATE, DESK = "shell", "gate", "desk"
MOST_READ = 400
NOT_PAGES = (".atom", ".xml", ".csv", ".txt", ".json", ".pdf", ".svg")


@dataclass(frozen=True, slots=True)
class Gate:
    """An embed on a page: the address that is asked, whose it is, and the category that lets it in."""

    address: str
    provider: str
    category: str


@dataclass(frozen=True, slots=True)
class Place:
    """An address that is visited; `kind` is the page's type, or what else it is."""

    path: str
    kind: str
    gates: tuple[Gate, ...] = ()
    status: int = 200

    @property
    def is_public_page(self) -> bool:
        """Tell whether it must be the same for everybody, with banner and footer."""
        return self.kind not in {GATE, DESK}

    @property
    def language(self) -> str:
        first = self.path.split("/")[1]
        return first if first in LANGUAGES else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is visited, and what was left out: (kind, how many more there are)."""

    pages: tuple[Place, ...]
    gates: tuple[Gate, ...]
    left_out: int


class Reader(HTMLParser):
    """Collects a page's links and embeds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.gates: list[tuple[str, str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and values.get("href"):
            self.links.append(values["href"].split("#")[0])
        if values.get("data-gate"):
            self.gates.append(
                (values["data-gate"], values.get("data-provider", ""), values.get("data-category", ""))
            )


def find_places(site: str, most: int) -> Plan:
    """Read the sitemap, and choose at most `most` pages of each type and language, and one for each embed.

    The shell's own addresses (what the front pages link to) and a missing page are visited too. At
    most 400 pages are read in search of embeds. Raises `UnreachableError`.
    """
    kinds = _read_kinds(site)
    paths = list(dict.fromkeys(_local_path(site, url) for url in _read_sitemap(site)))
    gates = {
        path: read_gates(fetch(site + path).decode(errors="replace"), site) for path in paths[:MOST_READ]
    }
    chosen = choose(paths, kinds, gates, most)
    known = {place.path for place in chosen} | set(paths)
    chosen += [Place(path, SHELL) for path in _read_shell(site) if path not in known]
    chosen += [Place(path, "missing", status=404) for path in MISSING.values()]
    every = dict.fromkeys(gate for found in gates.values() for gate in found)
    return Plan(tuple(chosen), tuple(every), len(set(paths) - {place.path for place in chosen}))


def read_places(site: str, paths: Iterable[str]) -> Plan:
    """Return a plan of these pages and their embeds alone; raise `UnreachableError` for one that is not there."""
    pages = [
        Place(path, "asked for", read_gates(fetch(site + path).decode(errors="replace"), site))
        for path in dict.fromkeys(paths)
    ]
    return Plan(tuple(pages), tuple(dict.fromkeys(gate for page in pages for gate in page.gates)), 0)


def choose(
    paths: Iterable[str], kinds: dict[str, str], gates: dict[str, tuple[Gate, ...]], most: int
) -> list[Place]:
    """Return the first pages of each type and language, and whichever has an embed not seen yet."""
    taken: dict[tuple[str, str], int] = {}
    seen: set[str] = set()
    chosen = []
    for path in paths:
        kind = kinds.get(path) or f"depth {len(path.strip('/').split('/'))}"
        place = Place(path, kind, gates.get(path, ()))
        new = {gate.address for gate in place.gates} - seen
        if taken.get((place.language, kind), 0) < most or new:
            taken[place.language, kind] = taken.get((place.language, kind), 0) + 1
            seen |= new
            chosen.append(place)
    return chosen


def read_gates(html: str, site: str) -> tuple[Gate, ...]:
    """Return the embeds of a page, each once."""
    found = (
        Gate(_local_path(site, address), provider, category)
        for address, provider, category in Reader(html).gates
    )
    return tuple(dict.fromkeys(found))


def _read_sitemap(site: str) -> list[str]:
    return [unescape(url) for url in LOCATION.findall(fetch(f"{site}/sitemap.xml").decode(errors="replace"))]


def _read_kinds(site: str) -> dict[str, str]:
    """Return each page's type by its path, from the read API."""
    kinds = {}
    for language in LANGUAGES:
        after = ""
        while True:
            answer = json.loads(fetch(f"{site}/api/v1/pages/?locale={language}{after}"))
            kinds.update({page["path"]: page["type"] for page in answer["items"]})
            if not answer["next"]:
                break
            after = f"&after={answer['next']}"
    return kinds


def _read_shell(site: str) -> list[str]:
    """Return the local addresses that the front pages link to, the settings among them."""
    found: dict[str, None] = dict.fromkeys(SETTINGS.values())
    for language in LANGUAGES:
        front = f"{site}/{language}/"
        for link in Reader(fetch(front).decode(errors="replace")).links:
            address = urljoin(front, link)
            if address.startswith(f"{site}/") and not address.endswith(NOT_PAGES):
                found.setdefault(_local_path(site, address))
    return list(found)


def _local_path(site: str, url: str) -> str:
    """Return path and query of one of the site's addresses, whatever host the sitemap writes."""
    parts = urlsplit(urljoin(f"{site}/", url))
    if not parts.path.startswith("/"):
        raise UnreachableError(f"{url} is no address")
    return parts.path + (f"?{parts.query}" if parts.query else "")
