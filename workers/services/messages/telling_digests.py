"""What a summary says: what changed where, with its note, in the reader's language where it can be."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from workers.models import Event, EventState, Topic
from workers.models.topic import AREA
from workers.services.messages.sorting import sort_key
from workers.services.messages.telling import name_version
from workers.services.messages.telling_releases import choose_text, name_reasons, read_topics, tell_page

Part = tuple[Event, Topic | None]


def tell_digest(
    parts: Iterable[Part], language: str, *, frequency: str = "now", until: datetime | None = None
) -> dict[str, Any]:
    """Return the groups of pages, each under its release or its area, and why the reader hears.

    `groups` is a list of `{heading, language, note, note_language, pages}`, releases first, then areas in
    the order of their codes, then what lies in no area (an empty heading). A page is what `tell_page`
    returns, with `at`, and `again` where it changed more than once and its day must be told. `until` is the hour of the summary.
    """
    told = list(parts)
    events = prefer([event for event, _ in told], language)
    topics = read_topics(events)
    areas = find_areas([event for event in events if event.gathered_by is None])
    times = Counter(event.key for event in events)
    groups: dict[tuple[Any, ...], dict[str, Any]] = {}
    for event in events:
        place, group = name_place(event, areas.get(event.key), language)
        said = event.gathered_by.notes.values() if event.gathered_by else ()
        page = tell_page(event, topics[event.key], said)
        page |= {"at": event.at, "again": times[event.key] > 1}
        groups.setdefault(place, {**group, "pages": []})["pages"].append(page)
    ordered = [groups[place] for place in sorted(groups)]
    for group in ordered:
        group["pages"].sort(
            key=lambda page: (not page["code"], sort_key(page["code"]), page["title"], page["at"])
        )
    return {
        "frequency": frequency,
        "until": until,
        "groups": ordered,
        "count": len(events),
        "elsewhere": any(event.locale != language for event in events),
        "reasons": name_reasons([topic for _, topic in told], language),
    }


def prefer(events: list[Event], language: str) -> list[Event]:
    """Return each event in the reader's language, where the same change is out in it. One query."""
    foreign = {event.announcement for event in events if event.locale != language}
    own = Event.objects.filter(announcement__in=foreign, locale=language, state=EventState.RELEASED)
    known = {
        (event.announcement, event.key): event for event in own.select_related("gathered_by").order_by("pk")
    }
    return [
        event if event.locale == language else known.get((event.announcement, event.key), event)
        for event in events
    ]


def find_areas(events: list[Event]) -> dict[UUID, Topic]:
    """Return the area that each page lies in, or is; what lies in none is left out. Two queries."""
    rows = {
        key: (parent, kind) for key, parent, kind in Topic.objects.values_list("key", "parent_key", "type")
    }
    found: dict[UUID, UUID] = {}
    for event in events:
        key: UUID | None = event.key
        seen: set[UUID] = set()
        while key is not None and key in rows and key not in seen:
            seen.add(key)
            if rows[key][1] == AREA:
                found[event.key] = key
                break
            key = rows[key][0]
    topics = {topic.key: topic for topic in Topic.objects.chosen(found.values()).prefetch_related("versions")}
    return {page: topics[area] for page, area in found.items()}


def name_place(event: Event, area: Topic | None, language: str) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return where a page stands in the summary: what it is sorted by, and its group without pages."""
    release = event.gathered_by
    if release is not None:
        title, title_language = choose_text(release.titles, language)
        note, note_language = choose_text(release.notes, language)
        group = {"heading": title, "language": title_language, "note": note, "note_language": note_language}
        return (0, release.pk), group
    version = area.version_in(language) if area else None
    if area is None or version is None:
        return (2,), {"heading": "", "language": language, "note": "", "note_language": language}
    heading = {"heading": name_version(area, version), "language": version.locale}
    return (1, tuple(sort_key(area.code)), area.pk), {**heading, "note": "", "note_language": language}


def read_until(choices: dict[str, Any]) -> datetime | None:
    """Return the hour of a summary from its row, or None."""
    return datetime.fromisoformat(choices["until"]) if choices.get("until") else None
