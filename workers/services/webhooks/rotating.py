"""Gives endpoints a new secret, while the old one still signs for a day."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from workers.models import WebhookEndpoint
from workers.services.webhooks.signing import make_secret

OVERLAP = timedelta(hours=24)


@transaction.atomic
def rotate(pk: int) -> str:
    """Return the new secret. One that was on its way out already ends at once.

    Raises `WebhookEndpoint.DoesNotExist`.
    """
    endpoint = WebhookEndpoint.objects.select_for_update(no_key=True).get(pk=pk)
    secret = make_secret()
    WebhookEndpoint.objects.filter(pk=pk).update(
        secret=secret, previous_secret=endpoint.secret, previous_until=timezone.now() + OVERLAP
    )
    return secret


def forget_old_secrets() -> int:
    """Remove secrets whose day is over; return how many."""
    over = WebhookEndpoint.objects.filter(previous_until__lte=timezone.now())
    return over.update(previous_secret="", previous_until=None)
