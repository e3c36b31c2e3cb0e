"""Whatever a reader changes, and whenever, each change is told them once: never twice, and never not at all."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.workers.announcing import Tree, follower, grow, publish, publish_together, wait
from workers.models import Delivery, Frequency, Subscriber
from workers.services.delivering.sending import deliver
from workers.services.reaching.digesting import digest_due
from workers.services.subscribing.following import change
from workers.tokens import Choices

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

PAGES = ("area", "other_area", "priority", "principle")
LANGUAGES = st.sampled_from(["sv", "en"])
WEEK = timedelta(days=7)


class Following(RuleBasedStateMachine):
    """Two readers of the whole plan; each page changes once, in one language or both, in any order."""

    tree: Tree

    @initialize()
    def begin(self) -> None:
        self.database = transaction.atomic()
        self.database.__enter__()
        self.readers = [follower("sv"), follower("en")]
        self.changes: dict[str, UUID] = {}
        self.published: set[tuple[str, str]] = set()
        self.hour = timezone.now() + WEEK

    def teardown(self) -> None:
        if not hasattr(self, "readers"):
            return
        try:
            self.let_everything_happen()
            for reader in self.readers:
                assert count_told(reader) == Counter(self.changes.values())
        finally:
            transaction.set_rollback(True)
            self.database.__exit__(None, None, None)

    def let_everything_happen(self) -> None:
        for _ in range(3):
            wait(days=30)
            self.let_the_hour_come()
            self.send()

    @rule(page=st.sampled_from(PAGES), language=LANGUAGES)
    def publish(self, page: str, language: str) -> None:
        if (page, language) in self.published:
            return
        self.published.add((page, language))
        known = self.changes.setdefault(page, uuid4())
        publish(self.tree, getattr(self.tree, page), language, change=known)

    @precondition(lambda self: "principle" not in self.changes)
    @rule(languages=st.sampled_from([("sv",), ("en",), ("sv", "en")]))
    def publish_a_release(self, languages: tuple[str, ...]) -> None:
        _, events = publish_together(
            self.tree, *((self.tree.principle, each, "material") for each in languages)
        )
        self.changes["principle"] = events[0].change
        self.published |= {("principle", "sv"), ("principle", "en")}

    @rule()
    def let_the_window_pass(self) -> None:
        wait()

    @rule()
    def let_a_week_pass(self) -> None:
        wait(days=8)

    @rule(who=st.integers(0, 1), language=LANGUAGES, frequency=st.sampled_from(Frequency.values))
    def change_mind(self, who: int, language: str, frequency: str) -> None:
        change(self.readers[who], Choices(language, frequency, ("plan",)))

    @rule()
    def let_the_hour_come(self) -> None:
        self.hour += WEEK
        digest_due(self.hour)

    @rule()
    def send(self) -> None:
        Delivery.objects.filter(state="waiting").update(next_attempt_at=timezone.now())
        deliver(urgent=False, seconds=60)


def count_told(reader: Subscriber) -> Counter[UUID]:
    """How often each change was in a message that a reader got."""
    got = Q(state="sent") | Q(state="included", carrier__state="sent")
    rows = Delivery.objects.filter(got, subscriber=reader, purpose="publication")
    return Counter(row.event.change for row in rows.select_related("event") if row.event)


def test_each_change_is_told_once_whatever_a_reader_changes(
    size: Callable[[int, int], int], mailbox: Path
) -> None:
    Following.tree = grow("sv", "en")
    run_state_machine_as_test(
        cast(Any, Following),
        settings=settings(
            max_examples=size(40, 400),
            stateful_step_count=15,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
