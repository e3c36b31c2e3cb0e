"""Endpoints that listen to receivers on this machine, and the time that passes between attempts."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from tests.workers.receiving import Receiver
from workers.models import WebhookEndpoint, WebhookPost
from workers.models.webhook import EventType
from workers.services.webhooks.posting import post_due
from workers.services.webhooks.signing import make_secret


def listen(receiver: Receiver, *types: str) -> WebhookEndpoint:
    now = timezone.now()
    return WebhookEndpoint.objects.create(
        name="Front end",
        url=receiver.url,
        types=list(types or EventType.values),
        owner_email="owner@example.org",
        owner_language="sv",
        secret=make_secret(),
        state_since=now,
        next_turn_at=now,
    )


def post_all() -> str:
    return str(post_due(5))


def later(days: float = 2) -> None:
    """Let the time of every next attempt come."""
    passed = timedelta(days=days)
    WebhookPost.objects.filter(state="waiting").update(next_attempt_at=F("next_attempt_at") - passed)
    WebhookEndpoint.objects.update(
        next_turn_at=F("next_turn_at") - passed, failing_since=F("failing_since") - passed
    )


def fresh(endpoint: WebhookEndpoint) -> WebhookEndpoint:
    endpoint.refresh_from_db()
    return endpoint
