"""Counts how often something was asked for, without keeping whose address it was."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from workers.models import Purpose, Throttle


def allow(what: str, whose: str, *, most: int, seconds: int) -> bool:
    """Count one more, and tell whether at most `most` have been asked for in these seconds.

    Only a keyed hash of the address is stored. Two at the same moment take turns on the row's lock.
    """
    name = hash_name(what, whose)
    now = timezone.now()
    with transaction.atomic():
        Throttle.objects.bulk_create([Throttle(name=name, ends_at=now)], ignore_conflicts=True)
        throttle = Throttle.objects.select_for_update().get(name=name)
        if throttle.ends_at <= now:
            throttle.count, throttle.ends_at = 0, now + timedelta(seconds=seconds)
        if throttle.count >= most:
            return False
        throttle.count += 1
        throttle.save(update_fields=["count", "ends_at"])
        return True


def forget_throttles(email: str) -> None:
    """Remove what was counted for an address."""
    names = [hash_name(purpose, email) for purpose in Purpose.values]
    Throttle.objects.filter(name__in=names).delete()


def hash_name(what: str, whose: str) -> str:
    return salted_hmac("workers.throttle", f"{what}\n{whose}", algorithm="sha256").hexdigest()
