"""Embeds behind the gate: recorded when a page is saved, described wherever one is shown."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from consent.models import Embed
from consent.registry.adapters import ADAPTERS
from consent.registry.published import list_services, read_policy
from consent.registry.references import Reference, find_reference, open_reference


def record_embed(url: str, title: str = "") -> Embed | None:
    """Let the gate know what `url` names, and return it; None when no provider understands it.

    Idempotent: the same thing has one row, whatever form its address has.
    """
    found = find_reference(url)
    if found is None:
        return None
    embed, _ = Embed.objects.update_or_create(
        id=found.id,
        defaults={
            "provider": found.service.name,
            "reference": found.reference,
            "title": title[:255],
            "url": found.original,
        },
    )
    return embed


def find_embed(embed_id: str) -> Reference | None:
    """Return what a recorded embed refers to; None when it is unknown or its provider is gone. One query."""
    embed = find_recorded(embed_id)
    return open_embed(embed) if embed else None


def find_recorded(embed_id: str) -> Embed | None:
    """Return a recorded embed, whether it can be shown or not. One query, ready made: a fifth of composing it."""
    return next(iter(Embed.objects.raw("SELECT * FROM consent_embed WHERE id = %s", [embed_id])), None)


def open_embed(embed: Embed) -> Reference | None:
    """Return what an embed refers to; None when its service is gone or reads addresses otherwise by now."""
    found = open_reference(embed.provider, embed.url)
    return found if found and found.id == embed.id else None


def gate_path(reference: Reference, **query: str) -> str:
    """Return the gate's address for a reference; without a query it speaks the visitor's language."""
    path = reverse("consent:embed", args=[reference.id])
    return f"{path}?{urlencode(query)}" if query else path


def list_showable() -> list[str]:
    """Return the names of the services that can be shown through the gate, as visitors know them."""
    return [service.label for service in list_services() if service.adapter in ADAPTERS]


def describe_embed(url: str, title: str, picture: str | None = None) -> dict[str, Any] | None:
    """Return an embed's value for the API: who, what, where its gate is, and no markup. No query.

    Shape: `{provider, title, url, category, gate, picture}`; None when no provider understands `url`.
    """
    found = find_reference(url)
    if found is None:
        return None
    return {
        "provider": found.service.name,
        "title": title,
        "url": found.original,
        "category": found.service.category,
        "gate": gate_path(found),
        "picture": picture,
    }


def describe_placeholder(
    url: str, title: str, picture: str = "", transcript: str = "", language: str | None = None
) -> dict[str, Any]:
    """Return what `consent/placeholder.html` shows. No query; `reference` is None for an unknown address."""
    found = find_reference(url)
    language = language or get_language() or "sv"
    context: dict[str, Any] = {
        "reference": found,
        "title": title,
        "url": url,
        "picture": picture,
        "transcript": transcript,
    }
    if found:
        service = found.service
        context |= {
            "url": found.original,
            "provider": service.label,
            "provider_name": service.name,
            "category": service.category,
            "company": service.company,
            "country": service.country.read(language),
            "kind": service.kind.read(language),
            "shared": service.shared.read(language),
            "shape": found.adapter.shape,
            "gate": gate_path(found, language=language),
            "revision": read_policy().value,
        }
    return context
