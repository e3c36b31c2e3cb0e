"""Turns one language's turn to hear into one delivery for each reader."""

from django.db import transaction
from django.utils import timezone

from workers.models import (
    Delivery,
    DeliveryState,
    Event,
    EventState,
    Frequency,
    Hearing,
    HearingState,
    Purpose,
)
from workers.services.reaching.inserting import Reader, insert_rows
from workers.services.reaching.matching import Follower, find_followers

CHUNK = 2000


def fan_out(hearing: Hearing) -> int:
    """Insert the deliveries in chunks of their own transaction; return how many readers matched.

    Memory stays the same whatever the number of readers. A crash leaves the turn waiting, and the
    next pass meets the constraint: nobody gets a second delivery of one announcement. The event's
    row is locked for each chunk, so that a withdrawal comes before or after one, never in it.
    """
    matched = 0
    for followers in find_followers(hearing.event, hearing.language, CHUNK):
        with transaction.atomic():
            if not still_on(hearing):
                return matched
            insert_deliveries(hearing, followers)
        matched += len(followers)
    with transaction.atomic():
        if still_on(hearing):
            Hearing.objects.filter(pk=hearing.pk).update(state=HearingState.DONE, leased_until=None)
    return matched


def insert_deliveries(hearing: Hearing, followers: list[Follower]) -> None:
    """Insert one row a reader; who already has one of this announcement keeps that one."""
    now = timezone.now()
    insert_rows(
        Delivery(
            event=hearing.event,
            purpose=Purpose.PUBLICATION,
            announcement=hearing.event.announcement,
            language=hearing.language,
            next_attempt_at=now,
            created_at=now,
        ),
        [
            Reader(follower.subscriber_id, follower.topic_id, choose_state(follower.frequency))
            for follower in followers
        ],
    )


def choose_state(frequency: str) -> DeliveryState:
    """Return how a row begins: who reads a summary waits for its hour."""
    return DeliveryState.WAITING if frequency == Frequency.NOW else DeliveryState.HELD


def still_on(hearing: Hearing) -> bool:
    """Lock the event's row, and tell whether the turn still waits and the event was not stopped."""
    event = Event.objects.select_for_update().get(pk=hearing.event_id)
    waiting = Hearing.objects.filter(pk=hearing.pk, state=HearingState.WAITING).exists()
    return waiting and event.state == EventState.RELEASED
