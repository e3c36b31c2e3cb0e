"""A broker that is down costs a publication nothing, and loses nobody's mail."""

import time
from collections.abc import Callable

import pytest
from pytest_django.fixtures import Settings

from tests.faults.crew import Crew
from tests.services.bars import Bars
from tests.services.processes import wait_until
from tests.services.valkey import Valkey
from tests.workers.announcing import Tree, follower, grow, publish
from tests.workers.post_office import PostOffice
from workers.tasks import breaker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def time_publication(tree: Tree) -> float:
    """Publish once and return the seconds it took."""
    breaker.reset()
    begin = time.monotonic()
    publish(tree, tree.plan, note="What has changed")
    return time.monotonic() - begin


def test_a_publication_takes_no_longer_and_its_mail_goes_out_when_the_broker_is_back(
    hire: Callable[..., Crew], post_office: PostOffice, valkey: Valkey, bar: Bars, settings: Settings
) -> None:
    settings.NOTIFY_DELAY = 1
    tree = grow("sv")
    reader = follower("sv").email
    crew = hire(EMAIL_URL=post_office.url)
    usual = time_publication(tree)
    wait_until(
        lambda: post_office.recipients == [reader], 90, lambda: f"the first mail; {crew.words[-2000:]}"
    )
    valkey.stop()
    stopped = time_publication(tree)
    bar("publication with Valkey stopped, beyond its usual time", stopped - usual, 1.0, "s")
    time.sleep(2)
    valkey.start()
    begin = time.monotonic()

    def has_arrived() -> bool:
        crew.keep_up()
        return post_office.recipients == [reader] * 2

    wait_until(has_arrived, 90, lambda: f"the second mail; {crew.words[-2000:]}")
    bar("from Valkey's return to the mail", time.monotonic() - begin, 60.0, "s")
