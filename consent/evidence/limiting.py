"""How many decisions get a row of their own: beyond that they are honoured, and counted."""

from datetime import datetime, timedelta

from django.db.models import F, Sum

from consent.models import EvidenceMinute

LIMIT_A_MINUTE = 600
LIMIT_A_DAY = 20_000


def take_place(at: datetime) -> bool:
    """Tell whether a decision of this time gets a row, and count it; the chain's head is locked.

    600 a minute, and 20 000 in 24 hours, so that no flood makes more than a few megabytes a day.
    A row that comes late from the spool counts in the minute in which it was decided.
    """
    minute = floor_to_minute(at)
    row = EvidenceMinute.objects.filter(pk=minute).first()
    if row is None:
        row = EvidenceMinute.objects.create(minute=minute, room=_find_room(minute))
    free = row.kept < row.room
    counter = "kept" if free else "beyond"
    EvidenceMinute.objects.filter(pk=minute).update(**{counter: F(counter) + 1})
    return free


def floor_to_minute(at: datetime) -> datetime:
    """Return the beginning of a time's minute."""
    return at.replace(second=0, microsecond=0)


def _find_room(minute: datetime) -> int:
    since = minute - timedelta(days=1)
    kept = EvidenceMinute.objects.filter(minute__gt=since).aggregate(sum=Sum("kept"))["sum"] or 0
    return max(0, min(LIMIT_A_MINUTE, LIMIT_A_DAY - kept))
