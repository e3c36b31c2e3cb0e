"""The draft of the registry as the content of a revision: all that a visitor is told, ready for JSON."""

from typing import Any

from consent.categories import CATEGORIES
from consent.models import BannerText, CategoryText, Service, StoredItem
from consent.registry.lifetimes import describe_lifetime
from consent.texts import ACCEPT, CHOOSE, OURS, REFUSE, STORAGES, Text

Content = dict[str, Any]


def describe_draft() -> Content:
    """Return the registry's draft in both languages, with what the software itself stores. Four queries.

    Shape: `{"banner": {title, text, refuse, accept, choose}, "categories": [{name, required, label,
    purpose, services: [...], stored: [...]}]}`; each text is `{"sv": …, "en": …}`.
    """
    texts = {text.category: text for text in CategoryText.objects.all()}
    services = sorted(Service.objects.filter(active=True), key=lambda one: (one.label.casefold(), one.name))
    stored = [
        item
        for item in sorted(StoredItem.objects.select_related("service"), key=_place)
        if item.service is None or item.service.active
    ]
    banner = BannerText.objects.first() or BannerText()
    return {
        "banner": {
            "title": _pair(banner, "title"),
            "text": _pair(banner, "text"),
            "refuse": REFUSE.as_dict(),
            "accept": ACCEPT.as_dict(),
            "choose": CHOOSE.as_dict(),
        },
        "categories": [
            {
                "name": category.name,
                "required": category.required,
                "label": _pair(texts[category.name], "label"),
                "purpose": _pair(texts[category.name], "purpose"),
                "services": [
                    describe_service(service) for service in services if service.category == category.name
                ],
                "stored": [describe_stored(item) for item in stored if item.category == category.name],
            }
            for category in CATEGORIES
            if category.name in texts
        ],
    }


def describe_service(service: Service) -> Content:
    """Return all that a visitor is told of a service, and what the gate lets it do."""
    return {
        "name": service.name,
        "label": service.label,
        "kind": _pair(service, "kind"),
        "company": service.company,
        "country": _pair(service, "country"),
        "purpose": _pair(service, "purpose"),
        "shared": _pair(service, "shared"),
        "privacy": service.privacy,
        "mode": service.mode,
        "adapter": service.adapter,
        "hosts": service.host_list,
    }


def describe_stored(item: StoredItem) -> Content:
    """Return all that a visitor is told of something stored. `seconds` is None where no clock ends it."""
    return {
        "name": item.name,
        "match": item.match,
        "storage": item.storage,
        "kind": STORAGES[item.storage].as_dict(),
        "owner": item.service.name if item.service else OURS,
        "host": item.host,
        "path": item.path,
        "purpose": _pair(item, "purpose"),
        "duration": item.duration,
        "seconds": item.seconds,
        "lifetime": describe_lifetime(item.duration, item.seconds).as_dict(),
        "built_in": item.built_in,
    }


def find_gaps(value: Any, place: str = "") -> list[str]:
    """Return where a `{"sv": …, "en": …}` lacks a language, as paths ("statistics.purpose.en")."""
    if isinstance(value, dict) and value and value.keys() <= {"sv", "en"}:
        return [
            f"{place}.{language}" for language in ("sv", "en") if not str(value.get(language, "")).strip()
        ]
    if isinstance(value, dict):
        parts = [(key, inner) for key, inner in value.items()]
    elif isinstance(value, list):
        parts = [
            (inner.get("name", number) if isinstance(inner, dict) else number, inner)
            for number, inner in enumerate(value)
        ]
    else:
        return []
    return [gap for key, inner in parts for gap in find_gaps(inner, f"{place}.{key}".lstrip("."))]


def _place(item: StoredItem) -> tuple[bool, str, str, str, str]:
    """Return where something stored comes in the list, the same whatever database sorts otherwise."""
    return not item.built_in, item.name, item.host, item.path, item.storage


def _pair(row: object, field: str) -> dict[str, str]:
    return Text(sv=getattr(row, f"{field}_sv"), en=getattr(row, f"{field}_en")).as_dict()
