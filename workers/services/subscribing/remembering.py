"""Writes down what a subscriber agreed to and did."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from workers.models import Deed, Source, Subscriber, SubscriberRecord
from workers.tokens import Choices


def remember(
    subscriber: Subscriber,
    what: Deed,
    *,
    source: Source,
    text: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add a line to a subscriber's history, in the caller's transaction; `text` is the words' version."""
    SubscriberRecord.objects.create(
        subscriber=subscriber,
        at=timezone.now(),
        what=what,
        source=source,
        text=text,
        details=dict(details or {}),
    )


def describe_choices(choices: Choices) -> dict[str, Any]:
    """Return choices as the history keeps them."""
    return {
        "language": choices.language,
        "frequency": choices.frequency,
        "scope": list(choices.scope),
        "kinds": list(choices.kinds),
    }
