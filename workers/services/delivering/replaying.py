"""Tries failed messages again, once for each time that somebody asks, and writes down who asked."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from workers.models import Delivery, DeliveryState, Event, EventState, Replay, Topic, TopicVersion
from workers.models.delivery import DeliveryQuerySet
from workers.services.delivering.explaining import Cause, explain

CHUNK = 500
FAILED, INCLUDED = DeliveryState.FAILED, DeliveryState.INCLUDED


def find_messages(event: Event, state: DeliveryState) -> DeliveryQuerySet:
    """Return the messages in this state that tell of the event: its own, and those that carry it."""
    carrying = Delivery.objects.filter(event=event, state=INCLUDED, carrier__state=state).values("carrier")
    return Delivery.objects.filter(event=event, state=state) | Delivery.objects.filter(pk__in=carrying)


def too_old(event: Event) -> bool:
    """Tell whether the event is so old that a mail about it would surprise (`REPLAY_DAYS`)."""
    return event.at < timezone.now() - timedelta(days=settings.REPLAY_DAYS)


def keep_public(events: "QuerySet[Event]") -> "QuerySet[Event]":
    """Return those of these events whose page is live in their language."""
    live = TopicVersion.objects.filter(topic__key=OuterRef("key"), locale=OuterRef("locale"), live=True)
    return events.filter(Exists(live))


def is_public(event: Event) -> bool:
    """Tell whether there is still something to read: the page is live, or a page of the release is. One query."""
    told = event.members.filter(state=EventState.RELEASED) if event.is_release else own_row(event)
    return keep_public(told).exists()


def own_row(event: Event) -> "QuerySet[Event]":
    return Event.objects.filter(pk=event.pk)


def replayable(event: Event) -> bool:
    """Tell whether this event's failed messages may be tried again at all."""
    return event.state == EventState.RELEASED and not too_old(event) and is_public(event)


@transaction.atomic
def replay(event_id: int, by: Any, cause: str = "") -> Replay | None:
    """Give the failed messages, or those that failed for one reason, back to those who send; return what was done.

    None when there was nothing to try again. Who left, and pages that are no longer public, stay out;
    who is suppressed is left out when it is sent, as always. The pages are locked as a withdrawal locks
    them, then the event, and a row is tried again only while it is failed: two who ask at once get one
    more attempt between them. It begins anew, with three days of patience and the same Message-ID.
    """
    lock_pages(event_id)
    event = Event.objects.select_for_update().get(pk=event_id)
    if not replayable(event):
        return None
    rows = find_messages(event, FAILED).values_list("pk", "outcome", "subscriber", "subscriber__ended_at")
    dead = [row for row in rows if not cause or explain(row[1]) == cause]
    able = [pk for pk, _outcome, subscriber, ended_at in dead if subscriber is not None and ended_at is None]
    revived = list(revive_all(able))
    if not revived:
        return None
    return Replay.objects.create(
        event=event,
        by=by,
        at=timezone.now(),
        cause=Cause(cause).value if cause else "",
        count=len(revived),
        left_out=len(dead) - len(revived),
        deliveries=revived,
    )


def lock_pages(event_id: int) -> None:
    """Lock the pages that the failed messages of an event tell of, in one order."""
    event = Event.objects.get(pk=event_id)
    told = Delivery.objects.filter(carrier__in=find_messages(event, FAILED).values("pk"), state=INCLUDED)
    keys = {event.key, *told.values_list("event__key", flat=True).distinct()}
    list(Topic.objects.filter(key__in=[key for key in keys if key]).order_by("pk").select_for_update())


def revive_all(messages: list[int]) -> Iterator[int]:
    """Make failed messages wait again, some at a time; yield which."""
    for start in range(0, len(messages), CHUNK):
        yield from revive(messages[start : start + CHUNK])


def revive(messages: Iterable[int]) -> list[int]:
    """Make failed messages wait again, but those that have nothing left to tell; return which."""
    now = timezone.now()
    failed = list(Delivery.objects.filter(pk__in=list(messages), state=FAILED).values_list("pk", flat=True))
    drop_withdrawn(failed, now)
    carrying = Delivery.objects.filter(carrier__in=failed)
    telling = set(carrying.filter(state=INCLUDED).values_list("carrier", flat=True))
    emptied = set(carrying.values_list("carrier", flat=True)) - telling
    revived = sorted(set(failed) - emptied)
    Delivery.objects.filter(pk__in=revived, state=FAILED).update(
        state=DeliveryState.WAITING,
        outcome="",
        attempts=0,
        doubtful=False,
        created_at=now,
        next_attempt_at=now,
        finished_at=None,
    )
    return revived


def drop_withdrawn(messages: list[int], now: datetime) -> None:
    """Take out of these messages the pages that are no longer public."""
    included = Delivery.objects.filter(carrier__in=messages, state=INCLUDED)
    told = Event.objects.filter(pk__in=included.values("event"))
    public = keep_public(told).values("pk")
    included.exclude(event__in=public).update(state=DeliveryState.CANCELLED, finished_at=now)
