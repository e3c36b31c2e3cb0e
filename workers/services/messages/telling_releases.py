"""What the mail of a release says: its pages that concern one reader, named in their language where it can be."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from workers.models import Event, Topic
from workers.services.messages.sorting import sort_key
from workers.services.messages.telling import name_version, put_on_one_line


def tell_release(
    release: Event, language: str, parts: Iterable[tuple[Event, Topic | None]]
) -> dict[str, Any]:
    """Return title, note and pages; parts are pages with the topic that makes the reader hear of them."""
    told = list(parts)
    title, title_language = choose_text(release.titles, language)
    note, note_language = choose_text(release.notes, language)
    topics = read_topics([event for event, _ in told])
    pages = [tell_page(event, topics[event.key], release.notes.values()) for event, _ in told]
    return {
        "title": put_on_one_line(title),
        "title_language": title_language,
        "note": note,
        "note_language": note_language,
        "pages": sorted(pages, key=lambda page: (not page["code"], sort_key(page["code"]), page["title"])),
        "elsewhere": any(page["language"] != language for page in pages),
        "at": release.at,
        "reasons": name_reasons([topic for _, topic in told], language),
    }


def choose_text(texts: dict[str, str], language: str) -> tuple[str, str]:
    """Return a text in this language, else in the other, and the language that it is in."""
    if texts.get(language):
        return texts[language], language
    return next(((text, other) for other, text in texts.items() if text), ("", language))


def read_topics(events: list[Event]) -> dict[Any, Topic]:
    """Return the topics of these events with their versions, by key."""
    topics = Topic.objects.filter(key__in=[event.key for event in events])
    return {topic.key: topic for topic in topics.prefetch_related("versions")}


def tell_page(event: Event, topic: Topic, said: Iterable[str]) -> dict[str, Any]:
    """Return what the mail says of one page: as it is called and found now, and a note that was not said yet."""
    here = next((v for v in topic.versions.all() if v.locale == event.locale and v.live), None)
    path = here.path if here else event.path
    return {
        "code": event.code,
        "title": put_on_one_line(event.title),
        "language": event.locale,
        "kind": event.announced_kind,
        "note": "" if event.note in said else event.note,
        "url": settings.SITE_URL + path if path else "",
    }


def name_reasons(followed: list[Topic | None], language: str) -> list[dict[str, str]]:
    """Return `{name, language}` of each topic that is followed; an empty list is the whole plan."""
    named = {}
    for topic in followed:
        version = topic.version_in(language) if topic else None
        if topic is None or version is None:
            return []
        named[topic.key] = {"name": name_version(topic, version), "language": version.locale}
    return list(named.values())
