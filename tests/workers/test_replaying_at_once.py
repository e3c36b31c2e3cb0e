"""Two who have the failed tried again at the same moment get one attempt between them."""

import pytest
from django.utils import timezone

from tests.workers.announcing import follower, grow, publish, wait
from tests.workers.test_races import at_once
from workers.models import Delivery, Replay
from workers.services.delivering.replaying import replay

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def test_several_who_ask_at_once_try_once() -> None:
    tree = grow("sv")
    for _ in range(20):
        follower("sv")
    event = publish(tree, tree.area)
    wait()
    Delivery.objects.update(state="failed", outcome="552 5.2.2 full", finished_at=timezone.now())
    done = at_once(lambda: replay(event.pk, None))
    assert [each.count for each in done if each is not None] == [20]
    assert Replay.objects.count() == 1
    assert Delivery.objects.filter(state="waiting").count() == 20
