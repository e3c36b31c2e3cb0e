"""Removes messages and answers that were kept for a time."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from workers.models import PostState, WebhookMessage


def forget_messages() -> int:
    """Remove messages that are older than the log is kept, but for those that still wait; return how many."""
    old = WebhookMessage.objects.filter(
        created_at__lt=timezone.now() - timedelta(days=settings.WEBHOOK_LOG_DAYS)
    ).exclude(posts__state=PostState.WAITING)
    count = old.count()
    old.delete()
    return count
