"""Ten thousand readers of one publication, whose mails wait until they are let go."""

from datetime import timedelta

from django.utils import timezone

from tests.workers.announcing import follower, grow, publish, wait
from workers.models import Delivery, DeliveryState, Event, Subscriber, Subscription

FAR = timedelta(days=365)
NOTE = "What has changed, in words that are as long as an editor's usually are. " * 3


def gather(people: int) -> Event:
    """Let people follow the plan, publish, and keep all mails back."""
    tree = grow("sv")
    now = timezone.now()
    first = follower()
    readers = Subscriber.objects.bulk_create(
        Subscriber(
            email=f"reader{number}@host{number % 50}.example", language="sv", asked_at=now, confirmed_at=now
        )
        for number in range(1, people)
    )
    Subscription.objects.bulk_create(
        Subscription(subscriber=one, topic=None, since=first.asked_at) for one in readers
    )
    event = publish(tree, tree.plan, note=NOTE)
    wait()
    hold_back()
    return event


def hold_back() -> None:
    """Make all mails unsent again, due in a year."""
    Delivery.objects.update(
        state=DeliveryState.WAITING,
        attempts=0,
        outcome="",
        leased_by=None,
        finished_at=None,
        next_attempt_at=timezone.now() + FAR,
    )


def let_go(count: int) -> None:
    """Make so many of the mails that are held back due."""
    chosen = Delivery.objects.filter(state=DeliveryState.WAITING).order_by("pk")[:count]
    Delivery.objects.filter(pk__in=chosen.values("pk")).update(next_attempt_at=timezone.now())


def list_due() -> list[int]:
    return list(Delivery.objects.due(timezone.now() + FAR * 2, urgent=False).values_list("pk", flat=True))


def is_through() -> bool:
    """Tell whether all mails that were let go are sent."""
    return not Delivery.objects.due(timezone.now() + FAR / 2, urgent=False).exists()
