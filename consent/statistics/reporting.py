"""What the daily counts say of a period: how many visits, when, where, in which language, and from where."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q, Sum

from consent.models import DailyCount, OutgoingView

LONGEST_BY_DAY = 31
LONGEST_BY_WEEK = 190


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def step(self) -> str:
        """How long one point in time is: `day` up to a month, `week` up to half a year, else `month`."""
        if self.days <= LONGEST_BY_DAY:
            return "day"
        return "week" if self.days <= LONGEST_BY_WEEK else "month"

    def begin(self, day: date) -> date:
        """Return the first day of the step that a day lies in; weeks begin on Monday."""
        if self.step == "day":
            return day
        return day - timedelta(days=day.weekday()) if self.step == "week" else day.replace(day=1)

    def end(self, day: date) -> date:
        """Return the last day, within the period, of the step that a day lies in."""
        following = {"day": 1, "week": 7, "month": 31}[self.step]
        after = self.begin(self.begin(day) + timedelta(days=following))
        return min(after - timedelta(days=1), self.last)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: what was counted (empty for no referring host), and how often."""

    name: str
    views: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is told of a period. Each list of lines is whole, the most viewed first."""

    period: Period
    views: int
    over_time: tuple[tuple[date, int], ...]
    pages: tuple[Line, ...]
    languages: tuple[Line, ...]
    hosts: tuple[Line, ...]


def report_on(period: Period) -> Report:
    """Return the figures of a period in four queries, whatever its length."""
    by_day = dict(list_counts(period).values_list("day").annotate(Sum("views")))
    return Report(
        period=period,
        views=sum(by_day.values()),
        over_time=tuple(sum_steps(period, by_day)),
        pages=rank(period, "path"),
        languages=rank(period, "language"),
        hosts=rank(period, "referring_host"),
    )


def list_counts(period: Period) -> Any:
    """Return the daily counts of a period as a queryset."""
    return DailyCount.objects.filter(day__range=(period.first, period.last)).order_by()


def sum_steps(period: Period, by_day: dict[date, int]) -> Iterator[tuple[date, int]]:
    """Yield each step of the period, also those without a visit, with its first day within the period."""
    begun, views = period.first, 0
    for number in range(period.days):
        day = period.first + timedelta(days=number)
        if period.begin(day) == day and day != period.first:
            yield begun, views
            begun, views = day, 0
        views += by_day.get(day, 0)
    yield begun, views


def rank(period: Period, name: str) -> tuple[Line, ...]:
    """Return the views by one field, the most viewed first. One query."""
    rows = list_counts(period).values_list(name).annotate(total=Sum("views")).order_by("-total", name)
    return tuple(Line(each, total) for each, total in rows)


def list_rows(period: Period) -> Iterator[tuple[date, str, str, str, int]]:
    """Yield every daily count of a period as it is kept: day, path, language, referring host, views."""
    rows = list_counts(period).order_by("day", "path", "language", "referring_host")
    yield from rows.values_list("day", "path", "language", "referring_host", "views").iterator()


def find_first_day() -> date | None:
    """Return the first day that was ever counted, None before any. One query."""
    first: date | None = DailyCount.objects.aggregate(first=Min("day"))["first"]
    return first


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many page views wait to be forwarded, how many of them were refused before, and since which day."""

    waiting: int
    failed: int
    since: date | None


def describe_backlog() -> Backlog:
    """Return what waits in the outbox. One query."""
    found = OutgoingView.objects.aggregate(
        waiting=Count("pk"), failed=Count("pk", filter=Q(attempts__gt=0)), since=Min("day")
    )
    return Backlog(found["waiting"], found["failed"], found["since"])
