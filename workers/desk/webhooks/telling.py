"""Tells how a webhook fares: what each attempt came to, and since when it heard nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from workers.models import Problem, WebhookEndpoint, WebhookPost


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt: when (UTC), its status or else its problem in words, and that problem, if there was one."""

    at: datetime
    answer: str
    problem: str


def list_tries(post: WebhookPost) -> list[Try]:
    """Return the last attempts to post a message, the oldest first."""
    return [tell_try(at, status, problem) for at, status, problem in post.tries]


def tell_try(at: str, status: int | None, problem: str) -> Try:
    words = str(Problem(problem).label) if problem else ""
    return Try(datetime.fromisoformat(at), str(status) if status else words, words)


def find_gap(endpoint: WebhookEndpoint) -> datetime:
    """Return since when a webhook that is off heard nothing; not before the log begins."""
    began = timezone.now() - timedelta(days=settings.WEBHOOK_LOG_DAYS)
    return max(endpoint.failing_since or endpoint.state_since, began)
