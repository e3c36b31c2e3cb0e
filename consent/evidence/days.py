"""The days of the evidence, which are Stockholm's."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

DAY = timedelta(days=1)


def find_today() -> date:
    """Return the day it is in Stockholm, whatever time zone somebody at the desk has chosen."""
    return find_day(timezone.now())


def find_day(at: datetime) -> date:
    """Return a moment's day in Stockholm."""
    return timezone.localdate(at, timezone.get_default_timezone())


def begin_day(day: date) -> datetime:
    """Return the moment at which a day begins in Stockholm."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
