"""Counts how the mails of events went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from workers.models import DeliveryState, Event, EventState, HearingState

LATEST = 10
ALONE = Q(gathered_by__isnull=True) & ~Q(kind__in=("moved", "withdrawn"))
MAILED = Q(deliveries__state__in=(DeliveryState.SENT, DeliveryState.UNCERTAIN))
TO_BE_MAILED = Q(deliveries__state__in=(DeliveryState.WAITING, DeliveryState.LEASED))
FAILED = Q(deliveries__state=DeliveryState.FAILED)
CALLED_OFF = Q(deliveries__state__in=(DeliveryState.CANCELLED, DeliveryState.SUPPRESSED))


@dataclass(frozen=True, slots=True)
class Mailing:
    """One event, and how many of its messages are where; `ends_at` is when its undo window ends (UTC)."""

    event: Event
    sent: int
    waiting: int
    failed: int
    cancelled: int
    ends_at: datetime | None

    @property
    def in_window(self) -> bool:
        """Tell whether the mail can still be stopped."""
        return self.event.state == EventState.WAITING

    @property
    def seconds_left(self) -> int:
        """How long the undo window still lasts; 0 when a worker is about to end it."""
        left = (self.ends_at - timezone.now()).total_seconds() if self.in_window and self.ends_at else 0
        return max(0, round(left))

    @property
    def status(self) -> str:
        """One word for how far it has come: window, stopped, replaced, none, waiting, failed or sent."""
        state = EventState(self.event.state)
        if state != EventState.RELEASED:
            return {"waiting": "window", "cancelled": "stopped", "superseded": "replaced"}.get(state, "none")
        if self.waiting:
            return "waiting"
        if self.failed:
            return "failed"
        return "sent" if self.sent else "none"


def tally_latest(count: int = LATEST) -> list[Mailing]:
    """Return the latest publications, releases as one, the newest first. Three queries."""
    return tally(Event.objects.filter(ALONE).order_by("-pk")[:count])


def tally_one(event_id: int) -> Mailing:
    """Return one event. Raises `Event.DoesNotExist`."""
    [*found] = tally(Event.objects.filter(pk=event_id))
    if not found:
        raise Event.DoesNotExist
    return found[0]


def tally(events: Iterable[Event]) -> list[Mailing]:
    """Return these events with the counts of their own messages, in two queries."""
    by_pk = {event.pk: event for event in events}
    counted = Event.objects.filter(pk__in=list(by_pk)).order_by()
    mails = counted.annotate(
        sent=Count("deliveries", filter=MAILED),
        to_send=Count("deliveries", filter=TO_BE_MAILED),
        failed=Count("deliveries", filter=FAILED),
        called_off=Count("deliveries", filter=CALLED_OFF),
    )
    waiting = Q(hearings__state=HearingState.WAITING)
    turns = dict(
        counted.annotate(ends_at=Min("hearings__due_at", filter=waiting)).values_list("pk", "ends_at")
    )
    found = {
        pk: Mailing(by_pk[pk], sent, to_send, failed, called_off, turns[pk])
        for pk, sent, to_send, failed, called_off in mails.values_list(
            "pk", "sent", "to_send", "failed", "called_off"
        )
    }
    return [found[pk] for pk in by_pk]
