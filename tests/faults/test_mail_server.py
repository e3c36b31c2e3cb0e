"""A mail server that refuses, forgets or hangs: whose fault it is decides who is failed, and nobody hears twice."""

import random
import time

from django.utils import timezone

from tests.faults.town import LEASE_SECONDS, Town
from workers.models import Delivery, Route

PASSING = ("421 4.3.2 not now", "451 4.7.1 come back later", "452 4.3.1 no room")
REFUSED_SHARE = 0.3
DEAD_SHARE = 0.05


def test_three_answers_of_ten_that_say_later_delay_and_double_nothing(town: Town) -> None:
    lot = random.Random(5)

    def refuse_some(command: str, _recipient: str) -> str:
        refused = command != "AUTH" and lot.random() < REFUSED_SHARE
        return lot.choice(PASSING) if refused else ""

    town.office.clerk.judge = refuse_some
    event = town.publish()
    town.finish(event, seconds=300, meanwhile=town.wake)
    assert set(town.office.clerk.refused) == {"421", "451", "452"}
    town.check("30 % of answers 421, 451, 452")
    assert not event.deliveries.exclude(state="sent").exists()


def test_only_recipients_that_are_refused_for_good_fail(town: Town) -> None:
    dead = set(random.sample(sorted(town.readers), round(len(town.readers) * DEAD_SHARE)))
    town.office.clerk.judge = lambda command, recipient: (
        "550 5.1.1 no such person" if command == "RCPT" and recipient in dead else ""
    )
    event = town.publish()
    town.finish(event)
    failed = set(event.deliveries.filter(state="failed").values_list("subscriber__email", flat=True))
    assert failed == dead
    assert set(town.office.received) == town.readers - dead
    duplicates = town.office.received.total() - len(town.office.received)
    town.bar("failed with 550 on 5 % of recipients", len(failed), len(dead), "readers", "==")
    town.bar("duplicates, 550 on 5 % of recipients", duplicates, 0, "mails")
    town.forget(dead)


def test_a_log_in_that_is_refused_fails_nobody_and_stops_all_until_it_is_mended(town: Town) -> None:
    town.office.clerk.judge = lambda command, _recipient: "535 5.7.8 no" if command == "AUTH" else ""
    event = town.publish()
    town.wait_for(lambda: Route.objects.filter(retry_at__isnull=False).exists(), 30, "the breaker to open")
    time.sleep(3)
    assert not town.office.received
    assert not event.deliveries.exclude(state__in=("waiting", "leased")).exists()
    assert not event.deliveries.filter(attempts__gt=0).exists()
    town.bar("log-ins refused until it is mended", town.office.clerk.refused["535"], 20)
    town.office.clerk.judge = lambda _command, _recipient: ""
    Route.objects.update(retry_at=timezone.now())
    town.finish(event)
    town.check("535 on log-in")
    assert not Route.objects.filter(retry_at__isnull=False).exists()


def test_answers_lost_after_the_final_dot_lose_nobody_and_are_marked(town: Town) -> None:
    unlucky = set(random.sample(sorted(town.readers), round(len(town.readers) * DEAD_SHARE)))
    town.office.clerk.drops = lambda recipient: (
        recipient in unlucky and recipient not in town.office.clerk.dropped
    )
    event = town.publish()
    town.finish(event, meanwhile=town.wake)
    assert set(town.office.clerk.dropped) == unlucky
    town.check("connections dropped after the final dot", duplicates=len(unlucky))
    doubtful = event.deliveries.filter(doubtful=True).values_list("subscriber__email", flat=True)
    assert set(doubtful) == unlucky


def test_a_server_that_hangs_costs_nobody_living_a_lease(town: Town) -> None:
    unlucky = set(random.sample(sorted(town.readers), 2))
    town.office.clerk.held = lambda recipient: recipient in unlucky
    event = town.publish()
    town.wait_for(
        lambda: unlucky & set(town.office.received) and len(town.office.clerk.in_hand) > 0,
        60,
        "a message without an answer",
    )
    hanging = set(town.office.clerk.in_hand)
    rows = Delivery.objects.filter(event=event, subscriber__email__in=hanging)
    holders = dict(rows.values_list("pk", "leased_by"))
    for _ in range(4 * LEASE_SECONDS):
        time.sleep(1)
        assert dict(rows.values_list("pk", "leased_by")) == holders
        assert not rows.filter(next_attempt_at__lt=timezone.now()).exists()
    town.office.clerk.held = lambda _recipient: False
    town.finish(event)
    town.check(f"a server that hangs for {4 * LEASE_SECONDS} s, leases of {LEASE_SECONDS} s")
