"""Turns rows of the publication record into what the API answers, in a constant number of queries."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Min

from consent.gate.embeds import describe_embed
from pages.codes import natural_order
from pages.record import Publication, PublicationQuerySet
from pages.references import find_references, is_reference
from pages.relating import Relations, read_related, resolve

_PAGE_LINK = re.compile(r"page:([0-9a-f-]{36})")
NOT_A_CHANGE = ("moved", "withdrawn")


def public_at(moment: datetime | None) -> PublicationQuerySet:
    """Return what is public now, or what was at that moment."""
    rows: PublicationQuerySet = (
        Publication.objects.open() if moment is None else Publication.objects.as_of(moment)
    )
    return rows


def represent(rows: Iterable[Publication], locale: str, moment: datetime | None) -> list[dict[str, Any]]:
    """Return an object for each row, as it was at that moment, or is now.

    Three queries, however many rows: translations, dates, and the paths that texts link to.
    """
    rows = list(rows)
    keys = [row.key for row in rows]
    translations = read_translations(keys, locale, public_at(moment))
    dates = read_all_dates(keys, locale, moment)
    related = read_related(find_named(rows), locale)
    return [
        {
            "key": row.key,
            "type": row.type,
            "code": row.code,
            "locale": row.locale,
            "title": row.title,
            "path": row.path,
            "url": absolute(row.path),
            "published_at": dates[row.key][0],
            "changed_at": dates[row.key][1],
            "hash": row.hash,
            "translations": translations.get(row.key, []),
            "parent": row.parent,
            **represent_content(row.content, related),
        }
        for row in rows
    ]


def find_named(rows: list[Publication]) -> set[UUID]:
    """Return the keys that the contents link to or refer to."""
    linked = {UUID(found) for row in rows for found in _PAGE_LINK.findall(json.dumps(row.content))}
    return linked.union(*(find_references(row.content) for row in rows))


def represent_content(content: dict[str, Any], related: Relations) -> dict[str, Any]:
    """Return the content with paths for keys, and with descriptors for embeds and documents."""
    represented = {name: put_in(value, related) for name, value in content.items() if name != "body"}
    if "body" in content:
        represented["body"] = [represent_block(block, related) for block in content["body"]]
    if "adopted_document" in content:
        represented["adopted_document"] = represent_document(content["adopted_document"])
    return represented


def represent_document(document: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return `{title, url, extension, size}`, or None. The size is in octets."""
    if document is None:
        return None
    shown = {name: document[name] for name in ("title", "extension", "size")}
    return {**shown, "url": absolute(document["src"])}


def represent_reference(reference: dict[str, str], related: Relations) -> dict[str, Any] | None:
    """Return `{key, type, code, title, path, url}` of what is named, or None when it is not public."""
    named = resolve(reference, related)
    if named is None:
        return None
    shown = {name: getattr(named, name) for name in ("key", "type", "code", "title", "path")}
    return {**shown, "url": absolute(named.path)}


def represent_block(block: dict[str, Any], related: Relations) -> dict[str, Any]:
    """Return one block, `{type, id, value}`."""
    value = put_in(block["value"], related)
    if block["type"] == "embed":
        value = represent_embed(value)
    elif block["type"] == "image" and value["image"]:
        value["image"] = represent_image(value["image"])
    elif block["type"] == "document":
        value["file"] = represent_document(value["file"])
    return {"type": block["type"], "id": block.get("id"), "value": value}


def represent_embed(value: dict[str, Any]) -> dict[str, Any]:
    """Return `{provider, title, url, category, gate, picture}` and never markup.

    An address that no provider of ours understands any more is a plain link, without a gate.
    """
    picture = represent_image(value["picture"])
    described = describe_embed(value["url"], value["title"], picture["url"] if picture else None)
    unknown = {"provider": None, "title": value["title"], "url": value["url"], "category": None, "gate": None}
    return described or {**unknown, "picture": picture["url"] if picture else None}


def represent_image(image: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return `{url, width, height, alt, decorative}`, or None."""
    if image is None:
        return None
    shown = {name: image[name] for name in ("width", "height", "alt", "decorative")}
    return {"url": absolute(image["src"]), **shown}


def put_in(value: Any, related: Relations) -> Any:
    """Replace `page:<key>` in every text by the path of the day, `#` when it has none, and each reference."""
    if isinstance(value, str):
        return _PAGE_LINK.sub(lambda found: path_of(UUID(found[1]), related), value)
    if is_reference(value):
        return represent_reference(value, related)
    if isinstance(value, list):
        return [put_in(item, related) for item in value]
    if isinstance(value, dict):
        return {name: put_in(item, related) for name, item in value.items()}
    return value


def path_of(key: UUID, related: Relations) -> str:
    """Return where a key's page is now, `#` when it is nowhere."""
    return (related[key].path if key in related else "") or "#"


def read_translations(
    keys: list[UUID], locale: str, public: PublicationQuerySet
) -> dict[UUID, list[dict[str, str]]]:
    """Return the other languages of each key. One query."""
    found: dict[UUID, list[dict[str, str]]] = {}
    rows = public.filter(key__in=keys).exclude(locale=locale).order_by("locale")
    for key, other, title, path in rows.values_list("key", "locale", "title", "path"):
        found.setdefault(key, []).append(
            {"locale": other, "title": title, "path": path, "url": absolute(path)}
        )
    return found


def read_all_dates(
    keys: list[UUID], locale: str, moment: datetime | None
) -> dict[UUID, tuple[datetime, datetime]]:
    """Return when each key was first published and last changed until then, in UTC. One query."""
    until = {} if moment is None else {"valid_from__lte": moment}
    rows = (
        Publication.objects.filter(key__in=keys, locale=locale, **until)
        .exclude(kind__in=NOT_A_CHANGE)
        .values_list("key")
        .annotate(Min("valid_from"), Max("valid_from"))
        .order_by("key")
    )
    return {key: (first, last) for key, first, last in rows}


def absolute(path: str) -> str:
    """Return the address of a path on this site; empty for an object that has no page."""
    return f"{settings.SITE_URL}{path}" if path else ""


def in_order(objects: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the objects as people count: order, code, title."""
    return sorted(
        objects, key=lambda each: (each.get("order") or 0, natural_order(each["code"]), each["title"])
    )
