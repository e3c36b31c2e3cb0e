"""What was seen in the browser, as plain records: comparing needs no browser."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from consent.audit.places import Place


@dataclass(frozen=True, slots=True)
class Kept:
    """One cookie or storage entry. `seconds` is how long it still lives: 0 with the browser, None for ever.

    `host` of a cookie begins with a dot where its sub-domains get it too.
    """

    storage: str
    name: str
    host: str
    path: str = "/"
    seconds: float | None = None
    http_only: bool = False
    secure: bool = False
    same_site: str = ""

    @property
    def is_whole_domain(self) -> bool:
        return self.host.startswith(".")


@dataclass(slots=True)
class Visit:
    """One page in one state, and all that happened while it was open.

    `answers` are the fields that each of the banner's buttons sends, `unlike` where their looks differ.
    """

    place: Place
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    language: str = ""
    links: frozenset[str] = frozenset()
    banner: str = ""
    answers: tuple[frozenset[str], ...] = ()
    unlike: tuple[str, ...] = ()
    requests: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    trouble: str = ""


@dataclass(slots=True)
class Crawl:
    """All visits in one state; `before` is what the browser kept when the state began.

    `connected` are hosts that a page made the browser connect to or look up, `strays` requests that
    belong to no page (a worker's), `statistics` is the status of the statistics gate, `entered` what
    went wrong when the state was entered.
    """

    state: str
    visits: list[Visit] = field(default_factory=list)
    before: frozenset[Kept] = frozenset()
    connected: frozenset[str] = frozenset()
    statistics: int = 0
    entered: str = ""
    strays: list[str] = field(default_factory=list)


def host_of(url: str) -> str:
    """Return the host name of an address, in small letters; empty for one that goes nowhere."""
    return (urlsplit(url).hostname or "").lower() if "://" in url else ""
