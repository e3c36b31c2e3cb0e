"""Gathers what waited for a summary into one message a reader, at 08:30 on the day of the summary."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from workers.models import Delivery, DeliveryState, Frequency, Purpose, Subscriber
from workers.models.delivery import DeliveryQuerySet

HOUR = time(8, 30)
PERIODS = {Frequency.DAILY: timedelta(days=1), Frequency.WEEKLY: timedelta(days=7)}
CHUNK = 500
_SLOTS = uuid.UUID("5e0c8f1e-3b55-4c0f-9f0c-1a4be6f0b9d7")


def digest_due(now: datetime | None = None) -> int:
    """Make every summary that is due, and return how many; idempotent.

    What was held since the last 08:30 waits for the next one. Who has changed to hearing at once gets
    what was held for them now.
    """
    now = now or timezone.now()
    made = 0
    for frequency in PERIODS:
        slot = find_slot(frequency, now)
        for people in list_readers(frequency, slot):
            made += gather(people, frequency, slot, uuid.uuid5(_SLOTS, f"{frequency} {slot.isoformat()}"))
    for people in list_readers(Frequency.NOW, now):
        made += gather(people, Frequency.NOW, now, uuid.uuid4())
    return made


def find_slot(frequency: str, now: datetime) -> datetime:
    """Return the latest hour of this summary that is not after `now`: each day, or Mondays, at 08:30 local time."""
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    day = local.date() - timedelta(days=local.weekday() if frequency == Frequency.WEEKLY else 0)
    slot = at_hour(day)
    return slot if slot <= now else at_hour(day - PERIODS[Frequency(frequency)])


def find_next_slot(frequency: str, after: datetime) -> datetime:
    """Return the first hour of this summary after a moment; a moment itself for who hears at once."""
    if frequency == Frequency.NOW:
        return after
    zone = ZoneInfo(settings.TIME_ZONE)
    return at_hour(find_slot(frequency, after).astimezone(zone).date() + PERIODS[Frequency(frequency)])


def at_hour(day: date) -> datetime:
    """Return 08:30 of a day in local time, winter or summer."""
    return datetime.combine(day, HOUR, tzinfo=ZoneInfo(settings.TIME_ZONE))


def list_readers(frequency: str, before: datetime) -> Iterator[list[int]]:
    """Yield the readers of a summary for whom something was held before a moment, some hundreds at a time."""
    held = find_held(before).filter(subscriber__frequency=frequency).order_by("subscriber_id")
    last = 0
    while people := list(
        held.filter(subscriber_id__gt=last).values_list("subscriber_id", flat=True).distinct()[:CHUNK]
    ):
        last = people[-1] or 0
        yield [person for person in people if person is not None]


def find_held(before: datetime) -> DeliveryQuerySet:
    """Return the rows that wait for a summary since before a moment."""
    return Delivery.objects.filter(state=DeliveryState.HELD, created_at__lt=before)


@transaction.atomic
def gather(people: list[int], frequency: str, slot: datetime, announcement: uuid.UUID) -> int:
    """Let one message a reader carry what is held for them; return how many messages were made.

    The rows are locked first: of two that gather at the same moment, the second finds nothing held.
    A reader whose message of this hour has gone already keeps what came too late for the next.
    """
    rows = find_held(slot).filter(subscriber__in=people).select_for_update(of=("self",))
    held = dict(rows.values_list("pk", "subscriber_id"))
    now = timezone.now()
    languages = Subscriber.objects.filter(pk__in=held.values()).values_list("pk", "language")
    Delivery.objects.bulk_create(
        [
            Delivery(
                subscriber_id=subscriber,
                purpose=Purpose.DIGEST,
                announcement=announcement,
                language=language,
                choices={"frequency": frequency, "until": slot.isoformat()},
                next_attempt_at=now,
                created_at=now,
            )
            for subscriber, language in languages
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    carriers = Delivery.objects.filter(
        announcement=announcement, purpose=Purpose.DIGEST, state=DeliveryState.WAITING
    )
    carried = set(carriers.filter(subscriber__in=people).values_list("subscriber_id", flat=True))
    Delivery.objects.filter(pk__in=[pk for pk, reader in held.items() if reader in carried]).update(
        state=DeliveryState.INCLUDED,
        finished_at=now,
        carrier=Subquery(carriers.filter(subscriber=OuterRef("subscriber")).values("pk")[:1]),
    )
    return len(carried)
