"""Forms of the desk, filled in from what stands in the database."""

from typing import Any

from django.forms import model_to_dict

from consent.models import Service, StoredItem

SERVICES = "/admin/cookies/services/"
STORED = "/admin/cookies/stored/"
PUBLISH = "/admin/cookies/publish/"
REVISIONS = "/admin/cookies/revisions/"


def fill(row: Any, **changes: Any) -> dict[str, Any]:
    """Return the form of a row as a browser would post it, with some changes."""
    given = {name: "" if value is None else value for name, value in model_to_dict(row).items()}
    return {name: value for name, value in {**given, **changes}.items() if value is not False}


def fill_service(slug: str = "youtube", **changes: Any) -> dict[str, Any]:
    return fill(Service.objects.get(name=slug), **changes)


def fill_item(item: str = "YSC", **changes: Any) -> dict[str, Any]:
    return fill(StoredItem.objects.get(name=item), **{"unit": "86400", **changes})


NEW_SERVICE = {
    "label": "Peertube",
    "name": "peertube",
    "company": "Framasoft",
    "country_sv": "Frankrike",
    "country_en": "France",
    "privacy": "https://example.org/privacy",
    "category": "third-party",
    "kind_sv": "Film",
    "kind_en": "Video",
    "purpose_sv": "Att visa filmer.",
    "purpose_en": "To show videos.",
    "shared_sv": "De får veta din ip-adress.",
    "shared_en": "They learn your IP address.",
    "adapter": "any",
    "mode": "frame",
    "hosts": "video.example.org",
    "active": "on",
}
NEW_ITEM = {
    "service": "",
    "category": "statistics",
    "storage": "cookie",
    "match": "exact",
    "name": "counted",
    "host": "",
    "path": "/",
    "purpose_sv": "Minns att besöket är räknat.",
    "purpose_en": "Remembers that the visit is counted.",
    "duration": "limited",
    "length": "30",
    "unit": "60",
}
