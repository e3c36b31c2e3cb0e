"""Whose turn it is: one message at a time to each endpoint, held by a lease."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from workers.models import WebhookEndpoint, WebhookPost
from workers.services.delivering.claiming import end_of_lease


@dataclass(frozen=True, slots=True)
class Turn:
    """One endpoint's turn, and the message that goes to it."""

    holder: uuid.UUID
    endpoint: WebhookEndpoint
    post: WebhookPost


def take_turns(most: int) -> list[Turn]:
    """Lease up to `most` endpoints that nobody holds, each with its oldest due message.

    PostgreSQL skips endpoints that another holder is just taking; SQLite's transactions are
    IMMEDIATE, so two holders take turns. A publication may refer to an endpoint meanwhile (no key).
    """
    now = timezone.now()
    turns: list[Turn] = []
    if most < 1 or not WebhookEndpoint.objects.free(now).exists():
        return turns
    with transaction.atomic():
        free = WebhookEndpoint.objects.free(now).order_by("next_turn_at", "pk")
        for endpoint in free.select_for_update(skip_locked=True, no_key=True)[:most]:
            post = endpoint.posts.due(now).select_related("message").order_by("next_attempt_at", "pk").first()
            if post is None:
                continue
            holder = uuid.uuid4()
            WebhookEndpoint.objects.filter(pk=endpoint.pk).update(
                leased_by=holder, next_turn_at=end_of_lease()
            )
            turns.append(Turn(holder, endpoint, post))
    return turns


def renew(turns: Iterable[Turn]) -> None:
    """Move the end of these leases on."""
    holders = [turn.holder for turn in turns]
    WebhookEndpoint.objects.filter(leased_by__in=holders).update(next_turn_at=end_of_lease())
