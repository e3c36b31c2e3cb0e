"""The published registry as pages need it: what the settings page lists, and what the loader clears."""

from typing import Any

from django.utils.translation import gettext

from consent.api import describe_policy
from consent.categories import NECESSARY
from consent.registry.published import PublishedItem, list_own


def list_categories(language: str) -> list[dict[str, Any]]:
    """Return the published categories in one language, ready for the template. No query when warm.

    Each service has its own `stored`; the category's `stored` is what we store ourselves. `choosable` are
    the services that a visitor can let in singly: what our server tells theirs goes with the category.
    """
    return [
        {
            **category,
            "services": [
                {**service, "stored": _list_stored(category, service["name"])}
                for service in category["services"]
            ],
            "choosable": [one for one in category["services"] if one["mode"] != "server"],
            "stored": _list_stored(category, None),
            "labels": _join([service["label"] for service in category["services"]]),
        }
        for category in describe_policy(language)["categories"]
    ]


def describe_clearing() -> dict[str, list[Any]]:
    """Return what the loader clears when it is not allowed, and what it never touches; empty when nothing is.

    Shape: `{"stored": [[kind, name, category, owner, path]], "kept": [name]}`; in a name * is anything.
    """
    own = list_own()
    optional = [item for item in own if item.category != NECESSARY.name]
    if not optional:
        return {}
    return {
        "stored": [
            [item.storage, write_pattern(item), item.category, item.owner, item.path] for item in optional
        ],
        "kept": sorted({write_pattern(item) for item in own if item.category == NECESSARY.name}),
    }


def write_pattern(item: PublishedItem) -> str:
    """Return the name as one pattern, whatever its match."""
    return f"{item.name}*" if item.match == "prefix" else item.name


def _list_stored(category: dict[str, Any], owner: str | None) -> list[dict[str, Any]]:
    services = {service["name"] for service in category["services"]}
    return [
        item
        for item in category["stored"]
        if item["owner"] == owner or (owner is None and item["owner"] not in services)
    ]


def _join(labels: list[str]) -> str:
    if len(labels) < 2:  # noqa: PLR2004  one name needs no "and"
        return "".join(labels)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(labels[:-1]), "last": labels[-1]}
