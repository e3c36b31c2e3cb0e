"""Which pages show something of a service: what becomes a plain link when the service is gone."""

from collections.abc import Iterator
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page

from consent.registry.references import find_reference

EMBED = "embed"
"""What a page's stream calls the block that stands behind the gate; its value has the address as `url`."""


def list_pages_showing(service: str) -> list[Page]:
    """Return the pages, live or not, with an embed of a published service, by its name. Reads every stream."""
    return [page for page in Page.objects.specific().order_by("path") if service in _list_services(page)]


def _list_services(page: Page) -> set[str]:
    streams = [field.name for field in page._meta.get_fields() if isinstance(field, StreamField)]
    found = (find_reference(url) for name in streams for url in _find(list(getattr(page, name).raw_data)))
    return {reference.service.name for reference in found if reference}


def _find(value: Any) -> Iterator[str]:
    """Yield the addresses of the embeds in a stream's raw data, however deep they lie."""
    if isinstance(value, list):
        for inner in value:
            yield from _find(inner)
    elif isinstance(value, dict):
        held = value.get("value")
        if value.get("type") == EMBED and isinstance(held, dict):
            yield str(held.get("url", ""))
        for inner in value.values():
            yield from _find(inner)
