"""Services of a test's own, published as an editor would publish them."""

from typing import Any

from consent.models import Service
from consent.registry.published import forget_policy
from consent.registry.publishing import publish_registry

POST = "https://www.instagram.com/p/CZKnE2tsk1B/"
MAP = "https://www.openstreetmap.org/?mlat=59.61&mlon=16.54#map=9/59.7/16.2"
OWN_FILM = "https://film.example.org/v/1?a=b"


def open_own_service(hosts: str = "film.example.org", **fields: Any) -> Service:
    """Let in the region's own video service, by its hosts alone."""
    texts = {
        f"{field}_{language}": f"{field} ({language})"
        for field in ("country", "purpose", "shared")
        for language in ("sv", "en")
    }
    given = {
        "label": "Länets filmer",
        "category": "third-party",
        "company": "Länet",
        "kind_sv": "Film",
        "kind_en": "Video",
        "privacy": "https://film.example.org/privacy",
        "mode": "frame",
        "adapter": "any",
        **texts,
    }
    service = Service.objects.create(name="own-films", hosts=hosts, **(given | fields))
    publish()
    return service


def change_service(name: str, **fields: Any) -> None:
    """Change a service's draft and publish it."""
    Service.objects.filter(name=name).update(**fields)
    publish()


def publish() -> None:
    publish_registry()
    forget_policy()
