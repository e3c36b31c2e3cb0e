"""Keeps the counts of each day for ever, beside the rows, which are not."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, Max
from django.db.models.functions import TruncDate
from django.utils import timezone

from workers.models import DailyCount, Delivery, DeliveryState

COUNTED = (
    DeliveryState.SENT,
    DeliveryState.FAILED,
    DeliveryState.UNCERTAIN,
    DeliveryState.SUPPRESSED,
    DeliveryState.CANCELLED,
)
# A server that took a mail may say for five days that it could not be delivered (RFC 5321, 4.5.4.1).
LATE_DAYS = 6
Name = tuple[date, str, str]


@transaction.atomic
def keep_counts() -> int:
    """Count what is new since the last count, and what may have changed before it; return how many counts changed.

    Idempotent: a day is counted from the rows each time. A count only grows: rows that were swept
    meanwhile, or tried again on another day, take nothing back from what happened on theirs, and a mail
    that was taken and came back counts as sent and as failed. Days are local. Whoever removes rows calls
    this first.
    """
    first = find_first_day()
    kept: dict[Name, int] = {
        (row.day, row.purpose, row.outcome): row.count
        for row in DailyCount.objects.select_for_update().filter(day__gte=first)
    }
    grown = {name: number for name, number in count_days(first).items() if number > kept.get(name, 0)}
    DailyCount.objects.bulk_create(
        [
            DailyCount(day=day, purpose=purpose, outcome=outcome, count=number)
            for (day, purpose, outcome), number in grown.items()
        ],
        update_conflicts=True,
        unique_fields=["day", "purpose", "outcome"],
        update_fields=["count"],
    )
    return len(grown)


def find_first_day() -> date:
    """Return the first day that may still change: some days before the last that was counted, or the first of all."""
    last: date | None = DailyCount.objects.aggregate(last=Max("day"))["last"]
    return last - timedelta(days=LATE_DAYS) if last else date.min


def count_days(first: date) -> Mapping[Name, int]:
    """Return how many messages ended in which way on each local day from the first on. One query."""
    finished = Delivery.objects.filter(state__in=COUNTED, finished_at__isnull=False).order_by()
    if first > date.min:
        finished = finished.filter(finished_at__gte=begin_day(first))
    rows = finished.annotate(day=TruncDate("finished_at")).values_list("day", "purpose", "state")
    return {
        (day, purpose, state): number for day, purpose, state, number in rows.annotate(number=Count("pk"))
    }


def begin_day(day: date) -> datetime:
    """Return the first moment of a local day."""
    return datetime.combine(day, time.min, timezone.get_current_timezone())
