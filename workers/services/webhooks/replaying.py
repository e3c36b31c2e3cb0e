"""Posts again what was posted before, under the same name, so that a receiver can drop what it has."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from workers.models import PostState, WebhookEndpoint, WebhookPost
from workers.models.webhook import WebhookPostQuerySet


def replay_one(endpoint: WebhookEndpoint, pk: int) -> int:
    """Have one message posted again, delivered or not; 0 when it waits already or is not there."""
    return revive(endpoint.posts.filter(pk=pk).exclude(state=PostState.WAITING))


def replay_since(endpoint: WebhookEndpoint, since: datetime) -> int:
    """Have all that was not delivered since a time posted again; return how many."""
    rows = WebhookPost.objects.undelivered().filter(endpoint=endpoint, message__created_at__gte=since)
    return revive(rows)


def revive(posts: WebhookPostQuerySet) -> int:
    """Let messages begin anew, with all their attempts."""
    return posts.update(
        state=PostState.WAITING,
        attempts=0,
        replays=F("replays") + 1,
        next_attempt_at=timezone.now(),
        finished_at=None,
    )
