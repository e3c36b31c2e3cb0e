"""Stops mail that has not been sent: by an editor in the undo window, or because a page was withdrawn."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from pages.events import PagePublished
from workers.models import Delivery, DeliveryState, Event, EventState, Hearing, HearingState
from workers.models.delivery import UNSENT
from workers.services.events.topics import lock_topic


@transaction.atomic
def stop_mail(event_id: int) -> bool:
    """Stop an event's mail while it is in its undo window, and tell whether it was.

    False when the mail is on its way or was stopped before, and for a page whose release tells of
    it. The lock is the one that a turn is taken with, so either this comes first or that does.
    """
    event = Event.objects.get(pk=event_id)
    if not event.is_release:
        lock_topic(event.key)
    event = Event.objects.select_for_update().get(pk=event_id)
    if event.state != EventState.WAITING or event.gathered_by_id is not None:
        return False
    cancel_event(event)
    return True


def cancel_event(event: Event) -> None:
    """Stop an event's mail, never its publication; what was cancelled is told in no other way."""
    Event.objects.filter(pk=event.pk).update(state=EventState.CANCELLED)
    event.members.filter(state=EventState.WAITING).update(state=EventState.CANCELLED)
    Hearing.objects.filter(event=event, state=HearingState.WAITING).update(state=HearingState.CANCELLED)
    now = timezone.now()
    Delivery.objects.unsent().filter(event=event).update(
        state=DeliveryState.CANCELLED, leased_by=None, finished_at=now
    )
    included = Delivery.objects.filter(event=event, state=DeliveryState.INCLUDED)
    included.filter(carrier__in=Delivery.objects.unsent()).update(
        state=DeliveryState.CANCELLED, finished_at=now
    )
    cancel_empty_carriers(event)
    if event.gathered_by_id is not None:
        cancel_emptied(event.gathered_by_id)


def cancel_empty_carriers(event: Event) -> None:
    """Stop each message, of a release or a summary, that this event leaves with nothing to tell."""
    still_told = Delivery.objects.filter(carrier=OuterRef("pk"), state=DeliveryState.INCLUDED)
    touched = Delivery.objects.filter(event=event, carrier__isnull=False).values("carrier")
    Delivery.objects.unsent().filter(~Exists(still_told), pk__in=touched).update(
        state=DeliveryState.CANCELLED, leased_by=None, finished_at=timezone.now()
    )


def cancel_emptied(release_id: int) -> None:
    """Stop a release in its undo window that has nothing left to tell."""
    release = Event.objects.get(pk=release_id)
    if release.state == EventState.WAITING and not release.members.filter(state=EventState.WAITING).exists():
        cancel_event(release)


def cancel_what_waits(page: PagePublished) -> None:
    """Cancel the page's unsent mail in this language, and the turns that still wait."""
    lock_releases(page)
    unfinished = Event.objects.filter(key=page.key, locale=page.locale).filter(
        Q(state=EventState.WAITING)
        | Q(hearings__state=HearingState.WAITING)
        | Q(deliveries__state__in=UNSENT)
        | Q(deliveries__state=DeliveryState.INCLUDED, deliveries__carrier__state__in=UNSENT)
    )
    for event in Event.objects.select_for_update().filter(pk__in=unfinished.values("pk")):
        cancel_event(event)


def lock_releases(page: PagePublished) -> None:
    """Lock the releases that are to tell of this page, before the page's own events are locked."""
    gathering = Event.objects.filter(members__key=page.key, members__locale=page.locale)
    list(Event.objects.select_for_update().filter(pk__in=gathering.values("pk")).order_by("pk"))
