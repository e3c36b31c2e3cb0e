"""Puts what happened into the outbox of each endpoint that asked for it, in the event's own transaction."""

import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from pages.events import PagePublished, ReleasePublished
from workers.models import EventType, PostState, WebhookEndpoint, WebhookMessage, WebhookPost
from workers.models.webhook import TEST_TYPE

ABOUT_LENGTH = 200


def queue_page(page: PagePublished) -> int:
    """Tell of one publication: published or withdrawn, and of an indicator's values besides.

    Returns how many messages wait because of it. One query when there is no webhook.
    """
    endpoints = list(WebhookEndpoint.objects.all())
    if not endpoints:
        return 0
    withdrawn = page.kind == "withdrawn"
    types = [EventType.PAGE_WITHDRAWN if withdrawn else EventType.PAGE_PUBLISHED]
    if page.reported:
        types.append(EventType.INDICATOR_REPORTED)
    about = f"{page.code} {page.title} ({page.locale})".strip()
    return sum(queue(endpoints, each, about, page.at, describe_page(page)) for each in types)


def queue_release(release: ReleasePublished) -> int:
    """Tell that all of a release is out; its pages have been told of one by one."""
    endpoints = list(WebhookEndpoint.objects.all())
    if not endpoints:
        return 0
    about = next((title for title in release.titles.values() if title), "")
    return queue(endpoints, EventType.RELEASE_PUBLISHED, about, release.at, describe_release(release))


def queue_test(endpoint: WebhookEndpoint) -> WebhookPost:
    """Tell one endpoint that this is a test, whatever it asked for."""
    now = timezone.now()
    message = write(TEST_TYPE, endpoint.name, now, {"text": "This is a test. Nothing has been published."})
    return WebhookPost.objects.create(endpoint=endpoint, message=message, next_attempt_at=now)


def queue(
    endpoints: list[WebhookEndpoint], event_type: EventType, about: str, at: datetime, data: dict[str, Any]
) -> int:
    """Write one message for all who asked for this type of event; return for how many it waits.

    A webhook that is off has missed it: its log says so, and an editor can have it posted later.
    """
    listening = [endpoint for endpoint in endpoints if event_type in endpoint.types]
    if listening:
        message = write(event_type, about, at, data)
        WebhookPost.objects.bulk_create(
            [
                WebhookPost(
                    endpoint=endpoint,
                    message=message,
                    state=PostState.WAITING if endpoint.is_on else PostState.MISSED,
                    next_attempt_at=message.created_at,
                    finished_at=None if endpoint.is_on else message.created_at,
                )
                for endpoint in listening
            ]
        )
    return sum(endpoint.is_on for endpoint in listening)


def write(event_type: str, about: str, at: datetime, data: dict[str, Any]) -> WebhookMessage:
    """Save a message, as the text that will be signed and posted at every attempt."""
    body = {"type": str(event_type), "timestamp": say_time(at), "data": data}
    return WebhookMessage.objects.create(
        type=event_type,
        about=about[:ABOUT_LENGTH],
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        created_at=timezone.now(),
    )


def describe_page(page: PagePublished) -> dict[str, Any]:
    """Return what `changes/` of the API says of a publication, with its code and its change."""
    return {
        "id": page.publication,
        "key": str(page.key),
        "type": page.type,
        "code": page.code,
        "locale": page.locale,
        "kind": page.kind,
        "note": page.note,
        "title": page.title,
        "url": f"{settings.SITE_URL}{page.path}" if page.path else "",
        "at": say_time(page.at),
        "change": str(page.change),
        "release": str(page.release) if page.release else None,
    }


def describe_release(release: ReleasePublished) -> dict[str, Any]:
    """Return what a release is called, and the keys of what changed with it."""
    return {
        "key": str(release.release),
        "titles": release.titles,
        "notes": release.notes,
        "at": say_time(release.at),
        "keys": [str(key) for key in release.keys],
    }


def say_time(moment: datetime) -> str:
    """Return a time in UTC as the API writes it (RFC 3339)."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
