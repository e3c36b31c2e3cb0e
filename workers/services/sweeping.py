"""Removes what is kept for a time only."""

from datetime import timedelta

from django.utils import timezone

from workers.models import Subscriber, Throttle
from workers.tokens import CONFIRM_DAYS


def sweep_all() -> dict[str, int]:
    """Remove unconfirmed addresses whose last link has expired, and throttles that have ended."""
    now = timezone.now()
    unconfirmed = Subscriber.objects.filter(
        confirmed_at__isnull=True, asked_at__lt=now - timedelta(days=CONFIRM_DAYS)
    )
    removed, _ = unconfirmed.delete()
    ended, _ = Throttle.objects.filter(ends_at__lt=now).delete()
    return {"subscribers": removed, "throttles": ended}
