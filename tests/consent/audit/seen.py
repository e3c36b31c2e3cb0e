"""A small registry and small sightings, as the site publishes the one and a browser shows the other."""

from collections.abc import Iterable
from typing import Any

from consent.audit.declared import Policy, build_policy
from consent.audit.places import Gate, Place
from consent.audit.sightings import Crawl, Kept, Visit
from consent.audit.states import State, list_states

SITE = "http://127.0.0.1:8000"
HOST = "127.0.0.1"
FILM = "films.example"
PUBLISHED = "2026-01-01T00:00:00+00:00"
GATE = Gate("/consent/embed/abc/?language=sv", "films", "third-party")
PAGE = Place("/sv/sidan/", "standard")
FILM_PAGE = Place("/sv/filmen/", "standard", (GATE,))
CSP = "default-src 'none'; script-src 'self'"


def item(name: str, **fields: Any) -> dict[str, Any]:
    given = {
        "match": "exact", "storage": "cookie", "kind": "Kaka", "owner": "Kompetensplan", "host": "",
        "path": "/", "purpose": "Minns.", "duration": "session", "seconds": None, "lifetime": "Så länge",
    }  # fmt: skip
    return {"name": name, **given, **fields}


def category(name: str, *stored: dict[str, Any], services: Iterable[dict[str, Any]] = ()) -> dict[str, Any]:
    return {
        "name": name, "required": name == "necessary", "revision": PUBLISHED, "label": name,
        "purpose": "För att det ska gå.", "services": list(services), "stored": list(stored),
    }  # fmt: skip


def describe(**changed: Any) -> dict[str, Any]:
    """Return the policy's answer in one language; `changed` replaces categories by name (underscores)."""
    films = {
        "name": "films", "label": "Filmerna", "kind": "Film", "company": "Filmer AB", "country": "Norge",
        "purpose": "Att visa film.", "shared": "Din ip-adress.", "hosts": [FILM], "mode": "frame",
    }  # fmt: skip
    consent = item("cookie_consent", duration="limited", seconds=182 * 86400)
    desk = item("sessionid", path="/admin/", duration="limited", seconds=1209600)
    counted = item("counted", duration="limited", seconds=3600)
    theirs = item("seen", host=f".{FILM}", owner="films", duration="limited", seconds=3600)
    kept = item("f-", match="prefix", storage="local", host=FILM, owner="films", duration="lasting")
    every = {
        "necessary": category("necessary", consent, desk),
        "statistics": category("statistics", counted),
        "third_party": category("third-party", theirs, kept, services=[films]),
    }
    return {
        "lifetime_days": 182,
        "banner": {"title": "Får vi?", "text": "Välj."},
        "categories": [found for found in (every | changed).values() if found],
    }


def policy(**changed: Any) -> Policy:
    return build_policy({"sv": describe(**changed), "en": describe(**changed)})


def state(name: str) -> State:
    return next(state for state in list_states(policy()) if state.name == name)


def visit(place: Place = PAGE, **fields: Any) -> Visit:
    """Return a page as it should be for a visitor who has answered."""
    given = {
        "status": 200, "headers": {"content-security-policy": CSP}, "digest": "d", "language": place.language,
        "links": frozenset({"/sv/kakor/", "/en/cookies/"}), "banner": "hidden",
    }  # fmt: skip
    return Visit(place, **{**given, **fields})


def crawl(*visits: Visit, name: str = "refused", **fields: Any) -> Crawl:
    return Crawl(name, list(visits), **fields)


def cookie(name: str, host: str = HOST, seconds: float = 0, **fields: Any) -> Kept:
    return Kept("cookie", name, host, seconds=seconds, **{"same_site": "Lax", **fields})
