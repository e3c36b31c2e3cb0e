"""Tells of a period how many messages went and failed each day, and of which kind they were."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Min, Sum

from workers.models import DailyCount


class Counted(NamedTuple):
    """How many messages of a purpose ended in this way on a day."""

    day: date
    purpose: str
    outcome: str
    number: int


def count_by_day(first: date, last: date) -> dict[date, Counter[str]]:
    """Return the messages of each day by outcome; a day without any is not there. One query."""
    days: dict[date, Counter[str]] = {}
    rows = DailyCount.objects.filter(day__range=(first, last)).order_by()
    for day, outcome, number in rows.values_list("day", "outcome").annotate(number=Sum("count")):
        days.setdefault(day, Counter())[outcome] = number
    return days


def count_by_purpose(first: date, last: date) -> dict[str, Counter[str]]:
    """Return the messages of a period by purpose and outcome, the most frequent purpose first. One query."""
    purposes: dict[str, Counter[str]] = {}
    rows = DailyCount.objects.filter(day__range=(first, last)).order_by()
    for purpose, outcome, number in rows.values_list("purpose", "outcome").annotate(number=Sum("count")):
        purposes.setdefault(purpose, Counter())[outcome] = number
    return dict(sorted(purposes.items(), key=lambda item: -item[1].total()))


def list_counts(first: date, last: date) -> Iterator[Counted]:
    """Yield every count of a period as it is kept."""
    rows = DailyCount.objects.filter(day__range=(first, last)).order_by("day", "purpose", "outcome")
    for row in rows.values_list("day", "purpose", "outcome", "count").iterator():
        yield Counted(*row)


def find_first_day() -> date | None:
    """Return the first day that was ever counted, None before any. One query."""
    first: date | None = DailyCount.objects.aggregate(first=Min("day"))["first"]
    return first
