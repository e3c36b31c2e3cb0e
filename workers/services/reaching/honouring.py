"""Heeds what a reader has changed between the event and its message: how often they hear, and in which language."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from workers.models import Delivery, DeliveryState, Event, EventState, Frequency, Purpose, Subscriber
from workers.models.delivery import CARRIERS, OF_EVENTS
from workers.services.reaching.matching import find_topics


@transaction.atomic
def turn_aside(delivery: Delivery) -> bool:
    """Change a leased row to what its reader wants now, and tell whether it was changed.

    A changed row is not sent by who holds it: it waits for a summary, or is due again at once in the
    reader's language. Who changes to hearing at once while a summary is on its way gets the summary.
    """
    held = Delivery.objects.select_for_update(of=("self",)).filter(
        pk=delivery.pk, state=DeliveryState.LEASED, leased_by=delivery.leased_by
    )
    row = held.select_related("subscriber", "event").first()
    if row is None or row.subscriber is None:
        return False
    if row.purpose in OF_EVENTS and row.subscriber.frequency != Frequency.NOW:
        hold(row)
        return True
    if row.language != row.subscriber.language and row.purpose in (*OF_EVENTS, Purpose.DIGEST):
        translate(row, row.subscriber.language)
        return True
    return False


def hold(row: Delivery) -> None:
    """Let a row, or the pages that it carries, wait for the reader's summary."""
    if row.purpose == Purpose.PUBLICATION:
        Delivery.objects.filter(pk=row.pk).hold()
        return
    Delivery.objects.filter(carrier=row, state=DeliveryState.INCLUDED).hold()
    row.delete()


def translate(row: Delivery, language: str) -> None:
    """Tell a row in another language: of the reader's own version, where there is one of the same change."""
    row.event = find_version(row.event, language)
    row.language = language
    row.state, row.leased_by, row.next_attempt_at = DeliveryState.WAITING, None, timezone.now()
    row.save(update_fields=["event", "language", "state", "leased_by", "next_attempt_at"])
    for part in row.included.filter(state=DeliveryState.INCLUDED).select_related("event"):
        part.event, part.language = find_version(part.event, language), language
        part.save(update_fields=["event", "language"])


def find_version(event: Event | None, language: str) -> Event | None:
    """Return the event of the same change in a language, once it is out; else the event itself."""
    if event is None or event.is_release or event.locale == language:
        return event
    own = Event.objects.filter(
        announcement=event.announcement, key=event.key, locale=language, state=EventState.RELEASED
    )
    return own.order_by("pk").last() or event


def drop_unwanted(subscriber: Subscriber) -> None:
    """Take out of the outbox what a reader no longer follows, or no longer wants to hear of.

    What is still followed by another subscription stays. A message that is left with nothing to tell is
    not sent.
    """
    now = timezone.now()
    dropped = {"state": DeliveryState.SUPPRESSED, "leased_by": None, "finished_at": now}
    own = Delivery.objects.filter(subscriber=subscriber)
    waiting = own.unsent().filter(purpose=Purpose.PUBLICATION)
    carried = own.filter(state=DeliveryState.INCLUDED, carrier__in=own.unsent().values("pk"))
    followed: set[int | None] = set(subscriber.subscriptions.values_list("topic_id", flat=True))
    unwanted = [
        row.pk
        for row in (waiting | carried).select_related("event")
        if row.event is not None and not is_wanted(row.event, subscriber, followed)
    ]
    own.filter(pk__in=unwanted).update(**dropped)
    told = Delivery.objects.filter(carrier=OuterRef("pk"), state=DeliveryState.INCLUDED)
    own.unsent().filter(~Exists(told), purpose__in=CARRIERS).update(**dropped)


def is_wanted(event: Event, subscriber: Subscriber, followed: set[int | None]) -> bool:
    """Tell whether a reader follows what an event is about, and wants to hear of its kind."""
    if event.announced_kind not in subscriber.kinds:
        return False
    topics = find_topics(event)
    return topics is not None and (None in followed or not followed.isdisjoint(topics))
