"""A confirmation never waits behind bulk mail."""

import time
from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.faults.crew import Crew
from tests.services.bars import Bars
from tests.services.processes import wait_until
from tests.workers.announcing import grow, publish
from tests.workers.post_office import PostOffice
from workers.models import Delivery, Hearing, Subscriber, Subscription
from workers.services.subscribing.following import ask_to_follow
from workers.tokens import Choices

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

SECONDS_A_MESSAGE = 0.05
ASKER = "anna@example.org"


def test_a_confirmation_leaves_while_bulk_mail_waits(
    hire: Callable[..., Crew], post_office: PostOffice, size: Callable[[int, int], int], bar: Bars
) -> None:
    people = size(400, 100_000)
    post_office.handler.seconds = SECONDS_A_MESSAGE
    tree = grow("sv")
    now = timezone.now()
    readers = Subscriber.objects.bulk_create(
        (
            Subscriber(email=f"p{n}@example.org", language="sv", asked_at=now, confirmed_at=now)
            for n in range(people)
        ),
        batch_size=5000,
    )
    Subscription.objects.bulk_create(
        (Subscription(subscriber=one, since=now) for one in readers), batch_size=5000
    )
    event = publish(tree, tree.plan, note="What has changed")
    Hearing.objects.filter(event=event).update(due_at=event.at)
    crew = hire(EMAIL_URL=post_office.url)
    wait_until(
        lambda: len(post_office.recipients) > 1, 90, lambda: f"bulk mail to go out; {crew.words[-2000:]}"
    )
    begin = time.monotonic()
    ask_to_follow(ASKER, Choices("sv", "now", ("plan",)))
    wait_until(lambda: ASKER in post_office.recipients, 60, lambda: f"the confirmation; {crew.words[-2000:]}")
    bar(f"confirmation while mail to {people} readers goes out", time.monotonic() - begin, 5.0, "s")
    assert Delivery.objects.unsent().exists()
