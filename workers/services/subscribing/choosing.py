"""What the forms offer to follow, and how they read what was chosen."""

from collections.abc import Iterable
from uuid import UUID

from workers.models import Subscriber, Topic
from workers.models.topic import PLAN
from workers.services.subscribing.following import WHOLE_PLAN


def choose_scope(values: Iterable[str]) -> list[str]:
    """Return what was asked for in one spelling: keys as we write them, a plan's key as the whole plan.

    What is no key stays as it is, so that a form can refuse it.
    """
    asked = list(values)
    keys = {key for value in asked if (key := read_key(value))}
    plans = set(Topic.objects.filter(key__in=keys, type=PLAN).values_list("key", flat=True))
    whole = [WHOLE_PLAN] if plans or WHOLE_PLAN in asked else []
    junk = [value for value in asked if value != WHOLE_PLAN and not read_key(value)]
    return [*whole, *sorted(str(key) for key in keys - plans), *junk]


def list_followed(subscriber: Subscriber) -> list[str]:
    """Return what a subscriber follows, as values of the form."""
    topics = subscriber.subscriptions.values_list("topic__key", flat=True)
    return [WHOLE_PLAN if key is None else str(key) for key in topics]


def read_key(value: str) -> UUID | None:
    """Return a translation key, or None for what is none."""
    try:
        return UUID(value)
    except ValueError:
        return None
