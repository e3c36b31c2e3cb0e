"""Lets an event out of its undo window, and gives the other languages their turn."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from workers.models import Event, EventState, Hearing
from workers.services.events.topics import lock_topic
from workers.services.events.turning import choose_delay, list_live_languages
from workers.services.reaching.bundling import bundle
from workers.services.reaching.fanning_out import fan_out

# A worker that dies over a turn is not sent to its death all the time, and a mended one does not wait for hours.
LONGEST_PAUSE_SECONDS = 600.0
MOST_DOUBLINGS = 10


def release_due() -> int:
    """Fan out every turn that is due; return how many readers matched. Idempotent."""
    matched = 0
    while hearing := take_turn(timezone.now()):
        matched += bundle(hearing) if hearing.event.is_release else fan_out(hearing)
    return matched


def take_turn(now: datetime) -> Hearing | None:
    """Return one due turn, leased to the caller, or None.

    A turn of the event's own language opens the turns of the others in the same transaction.
    """
    due = Hearing.objects.due(now).select_related("event").order_by("due_at", "pk")
    for hearing in due[:100]:
        with transaction.atomic():
            lock_event(hearing.event)
            free = Hearing.objects.due(now).filter(pk=hearing.pk, tries=hearing.tries)
            if not free.update(leased_until=now + lease(hearing.tries), tries=hearing.tries + 1):
                continue
            let_out(Event.objects.select_for_update().get(pk=hearing.event_id), now)
            return hearing
    return None


def lease(tries: int) -> timedelta:
    """Return for how long a turn belongs to who takes it: twice as long each time, ten minutes at most."""
    seconds = float(settings.LEASE_SECONDS)
    return timedelta(
        seconds=max(seconds, min(seconds * 2 ** min(tries, MOST_DOUBLINGS), LONGEST_PAUSE_SECONDS))
    )


def lock_event(event: Event) -> None:
    """Lock what keeps publications of a page, and stopping its mail, apart from this."""
    if event.is_release:
        Event.objects.select_for_update().get(pk=event.pk)
    else:
        lock_topic(event.key)


def let_out(event: Event, now: datetime) -> None:
    """Release an event that waited, and what it gathered; once."""
    if event.state != EventState.WAITING:
        return
    Event.objects.filter(pk=event.pk).update(state=EventState.RELEASED)
    event.members.filter(state=EventState.WAITING).update(state=EventState.RELEASED)
    if not event.is_release:
        open_other_turns(event, now)


def open_other_turns(event: Event, now: datetime) -> None:
    """Write down when readers of each other language hear of this event."""
    live = list_live_languages(event)
    for language, _name in settings.LANGUAGES:
        delay = choose_delay(event, language, live) if language != event.locale else None
        if delay is not None:
            Hearing.objects.create(event=event, language=language, due_at=now + delay)
