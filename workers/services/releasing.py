"""Lets an event out of its undo window, and decides when the other languages hear of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from workers.models import Event, EventState, Hearing, HearingState, TopicVersion
from workers.services.fanning_out import fan_out
from workers.services.topics import lock_topic


def release_due() -> int:
    """Fan out every turn that is due; return how many readers matched. Idempotent."""
    matched = 0
    while hearing := take_turn(timezone.now()):
        matched += fan_out(hearing)
    return matched


def take_turn(now: datetime) -> Hearing | None:
    """Return one due turn, leased to the caller, or None.

    A turn of the event's own language opens the turns of the others in the same transaction.
    """
    due = Hearing.objects.due(now).select_related("event").order_by("due_at", "pk")
    for hearing in due[:100]:
        with transaction.atomic():
            lock_topic(hearing.event.key)
            lease_end = now + timedelta(seconds=settings.LEASE_SECONDS)
            if not Hearing.objects.due(now).filter(pk=hearing.pk).update(due_at=lease_end):
                continue
            event = Event.objects.select_for_update().get(pk=hearing.event_id)
            if event.state == EventState.WAITING:
                Event.objects.filter(pk=event.pk).update(state=EventState.RELEASED)
                open_other_turns(event, now)
            return hearing
    return None


def open_other_turns(event: Event, now: datetime) -> None:
    """Decide when readers of each other language hear of this event.

    Not from here when their own version tells them. At once when the page has no live version in
    their language. After some days when it has one that was not updated; a page that is merely new
    in this language is no news to those who have it already.
    """
    live = set(TopicVersion.objects.filter(topic__key=event.key, live=True).values_list("locale", flat=True))
    for language, _name in settings.LANGUAGES:
        if language == event.locale or told_otherwise(event, language):
            continue
        if language not in live:
            Hearing.objects.create(event=event, language=language, due_at=now)
        elif event.announced_kind == "material":
            patience = timedelta(days=settings.TRANSLATION_PATIENCE_DAYS)
            Hearing.objects.create(event=event, language=language, due_at=now + patience)


def told_otherwise(event: Event, language: str) -> bool:
    """Tell whether this language's readers hear from their own version.

    Either of the same announcement, or of a material change that was published since.
    """
    same = Q(event__announcement=event.announcement)
    since = Q(event__key=event.key, event__locale=language, event__kind="material", event_id__gt=event.pk)
    turns = Hearing.objects.filter(same | since, language=language)
    return turns.exclude(state__in=(HearingState.SUPERSEDED, HearingState.CANCELLED)).exists()
