"""Answers the API's questions: one object, a list, a whole plan, its history, all changes."""

from datetime import datetime
from typing import Any, get_args
from uuid import UUID

from django.http import Http404

from pages.answering import Answer, hash_together
from pages.asking import PageType
from pages.reading import as_recorded
from pages.record import Publication
from pages.representing import absolute, in_order, public_at, represent

PAGE_TYPES: tuple[str, ...] = get_args(PageType)
PAGE_SIZE = 100


def show_object(key: UUID, locale: str, moment: datetime | None, types: tuple[str, ...]) -> Answer:
    """Return one object; Http404 when it is not public. Four queries."""
    public = public_at(moment)
    row = public.filter(key=key, locale=locale, type__in=types).first()
    if row is None:
        raise Http404
    return Answer(represent([row], locale, moment)[0], row.hash)


def list_objects(
    locale: str, moment: datetime | None, types: tuple[str, ...], path: str = "", after: int = 0
) -> Answer:
    """Return the next page of a list, in the order of publication. Four queries."""
    public = public_at(moment)
    rows = public.filter(locale=locale, type__in=types, pk__gt=after).order_by("pk")
    if path:
        rows = rows.filter(path=as_recorded(path))
    shown, following = cut(list(rows[: PAGE_SIZE + 1]))
    body = {"items": represent(shown, locale, moment), "next": following}
    return Answer(body, hash_together([row.hash for row in shown]))


def outline_plan(key: UUID, locale: str, moment: datetime | None) -> Answer:
    """Return a plan with all that belongs to it; Http404 when it is not public. Four queries."""
    public = public_at(moment)
    rows = list(public.filter(locale=locale).exclude(type__in=("home", "about")))
    objects = represent(rows, locale, moment)
    plan = next((each for each in objects if each["key"] == key and each["type"] == "plan"), None)
    if plan is None:
        raise Http404
    below: dict[Any, list[dict[str, Any]]] = {}
    for each in in_order(objects):
        below.setdefault(each["parent"], []).append(each)

    def children(parent: dict[str, Any], type_name: str) -> list[dict[str, Any]]:
        return [child for child in below.get(parent["key"], []) if child["type"] == type_name]

    areas = [
        {**area, "priorities": children(area, "priority")} for area in children(plan, "development_area")
    ]
    priorities = [priority for area in areas for priority in area["priorities"]]

    def everything(type_name: str) -> list[dict[str, Any]]:
        return [each for each in in_order(objects) if each["type"] == type_name]

    outline = {
        **plan,
        "principles": children(plan, "principle"),
        "areas": areas,
        "pages": [*children(plan, "standard"), *children(plan, "glossary")],
        "follow_ups": children(plan, "follow_up"),
        "actions": [action for priority in priorities for action in children(priority, "action")],
        "indicators": everything("indicator"),
        "actors": everything("actor"),
        "actor_groups": everything("actor_group"),
        "municipalities": everything("municipality"),
        "terms": everything("term"),
    }
    return Answer(outline, hash_together([row.hash for row in rows]))


def show_history(key: UUID, locale: str, after: int) -> Answer:
    """Return what was said of a key, oldest first; Http404 for a key that never was public."""
    rows = Publication.objects.of(key, locale)
    if not rows.exists():
        raise Http404
    shown, following = cut(list(rows.filter(pk__gt=after)[: PAGE_SIZE + 1]))
    fields = ("kind", "note", "title", "hash", "valid_from", "valid_to")
    items = [{"id": row.pk, **{name: getattr(row, name) for name in fields}} for row in shown]
    return Answer({"items": items, "next": following}, hash_together([row.hash for row in shown]))


def list_changes(after: int) -> Answer:
    """Return publications after a cursor, whatever their kind, oldest first. One query."""
    rows = Publication.objects.filter(pk__gt=after).order_by("pk").defer("content")
    shown, following = cut(list(rows[: PAGE_SIZE + 1]))
    items = [
        {
            "id": row.pk,
            "key": row.key,
            "type": row.type,
            "locale": row.locale,
            "kind": row.kind,
            "note": row.note,
            "title": row.title,
            "url": absolute(row.path),
            "at": row.valid_from,
        }
        for row in shown
    ]
    return Answer({"items": items, "next": following}, hash_together([row.hash for row in shown]))


def cut(rows: list[Publication]) -> tuple[list[Publication], str | None]:
    """Return a page of rows, and the cursor of the next page where there is one."""
    shown = rows[:PAGE_SIZE]
    return shown, str(shown[-1].pk) if len(rows) > PAGE_SIZE else None
