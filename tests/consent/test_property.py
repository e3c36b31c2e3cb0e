"""Tabs, saves, publications and time in any order: the cookie is one whole choice, the last one made."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cookie_consent.util import parse_cookie_str
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from consent.gate.embeds import record_embed
from consent.models import CategoryText, Evidence, Service
from consent.registry.comparing import MEANINGS, Meaning
from consent.registry.published import forget_policy
from consent.registry.publishing import publish_registry
from tests.consent.asking import VIDEO, post, publish_long_ago

pytestmark = pytest.mark.django_db

CATEGORIES = ("statistics", "third-party")
SERVICES = {"youtube": VIDEO, "vimeo": "https://vimeo.com/76979871"}
LIFETIME = timedelta(days=182)
REVISION = re.compile(r'name="revision" value="([^"]*)"')

tabs = st.integers(0, 2)
some_services = st.frozensets(st.sampled_from(sorted(SERVICES)))
some_categories = st.frozensets(st.sampled_from(CATEGORIES))


@dataclass(frozen=True)
class Meanings:
    """How often each category has changed: so that a yes is asked again, and so that a no is."""

    content: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CATEGORIES, 0))
    purpose: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CATEGORIES, 0))

    def after(self, category: str, meaning: Meaning) -> "Meanings":
        step = MEANINGS.index(meaning)
        return Meanings(
            {**self.content, category: self.content[category] + (step > 0)},
            {**self.purpose, category: self.purpose[category] + (step > 1)},
        )


@dataclass(frozen=True)
class Held:
    """What a visitor has said, and of what: the model of the cookie."""

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    of: Meanings = field(default_factory=Meanings)
    at: datetime | None = None

    def now(self, of: Meanings, time: datetime) -> "Held":
        """Return what still holds."""
        if self.at is None or time - self.at >= LIFETIME:
            return Held(of=of)
        return Held(
            frozenset(one for one in self.yes if self.of.content[one] == of.content[one]),
            frozenset(one for one in self.no if self.of.purpose[one] == of.purpose[one]),
            self.services if self.of.content["third-party"] == of.content["third-party"] else frozenset(),
            of,
            self.at,
        )


class Browsing(RuleBasedStateMachine):
    """Three tabs share a jar. A save waits for its turn, is sent with the jar as it then is, and answered later."""

    @initialize()
    def begin(self) -> None:
        self.patch = pytest.MonkeyPatch()
        self.time = datetime(2031, 3, 1, 8, tzinfo=UTC)
        self.patch.setattr(timezone, "now", lambda: self.time)
        self.database = transaction.atomic()
        self.database.__enter__()
        publish_long_ago()
        self.embeds = {}
        for name, url in SERVICES.items():
            embed = record_embed(url, name)
            assert embed is not None
            self.embeds[name] = embed.pk
        self.means = Meanings()
        self.jar = ""
        self.held = Held()
        self.rows = Evidence.objects.count()
        self.waiting: list[tuple[str, dict[str, Any], Callable[[Held], Held]]] = []
        self.flying: tuple[Held, str, dict[str, Any] | None] | None = None
        self.pages = [self.load() for _ in range(3)]

    def teardown(self) -> None:
        if hasattr(self, "patch"):
            transaction.set_rollback(True)
            self.database.__exit__(None, None, None)
            self.patch.undo()
            forget_policy()

    def client(self) -> Client:
        client = Client()
        if self.jar:
            client.cookies["cookie_consent"] = self.jar
        return client

    def load(self) -> tuple[str, Meanings]:
        found = REVISION.search(self.client().get("/sv/kakor/").content.decode())
        assert found
        return found[1], self.means

    @rule(tab=tabs)
    def open_the_page_anew(self, tab: int) -> None:
        self.pages[tab] = self.load()

    @rule(tab=tabs, categories=some_categories, services=some_services)
    def choose(self, tab: int, categories: frozenset[str], services: frozenset[str]) -> None:
        shown, saw = self.pages[tab]
        data = {**dict.fromkeys(categories, "on"), "service": sorted(services), "revision": shown}

        def answer(before: Held) -> Held:
            same = {one for one in CATEGORIES if saw.content[one] == self.means.content[one]}
            asked = {one for one in CATEGORIES if saw.purpose[one] == self.means.purpose[one]}
            said = Held(
                categories & same,
                frozenset((set(CATEGORIES) - categories) & asked),
                services if "third-party" in same else frozenset(),
                self.means,
                self.time,
            )
            return before if before.at and replace(before, at=self.time) == said else said

        self.waiting.append(("/consent/", data, answer))

    @rule()
    def withdraw(self) -> None:
        def answer(before: Held) -> Held:
            said = Held(no=frozenset(CATEGORIES), of=self.means, at=self.time)
            return before if before.at and replace(before, at=self.time) == said else said

        self.waiting.append(("/consent/withdraw/", {"next": "/sv/"}, answer))

    @rule(tab=tabs, name=st.sampled_from(sorted(SERVICES)))
    def always_show(self, tab: int, name: str) -> None:
        shown, saw = self.pages[tab]

        def answer(before: Held) -> Held:
            same = saw.content["third-party"] == self.means.content["third-party"]
            added = {name} if same else set()
            return replace(before, services=before.services | added, at=before.at or self.time)

        data = {"choice": "always", "revision": shown}
        self.waiting.append((f"/consent/embed/{self.embeds[name]}/", data, answer))

    @precondition(lambda self: self.waiting and not self.flying)
    @rule(signal=st.booleans())
    def send(self, signal: bool) -> None:
        path, data, answer = self.waiting.pop(0)
        before = self.held.now(self.means, self.time)
        after = answer(before)
        headers = {"Accept": "application/json"} | ({"Sec_GPC": "1"} if signal else {})
        response = post(self.client(), path, data, **headers)
        assert response.status_code == 200
        self.rows += after != before
        is_json = response["Content-Type"] == "application/json"
        self.flying = after, response.cookies["cookie_consent"].value, response.json() if is_json else None

    @precondition(lambda self: self.flying)
    @rule()
    def receive(self) -> None:
        assert self.flying
        self.held, self.jar, told = self.flying
        self.flying = None
        if told:
            assert {name for name in CATEGORIES if told["choices"][name]} == set(self.held.yes)
            assert set(told["services"]) == set(self.held.services)

    @precondition(lambda self: self.flying)
    @rule()
    def lose_the_answer(self) -> None:
        self.flying = None

    @rule(category=st.sampled_from(CATEGORIES), meaning=st.sampled_from(MEANINGS))
    def publish(self, category: str, meaning: Meaning) -> None:
        self.tick()
        text = CategoryText.objects.get(category=category)
        text.purpose_sv += " Mer."
        text.save()
        publish_registry(meanings={category: meaning})
        forget_policy()
        self.means = self.means.after(category, meaning)

    @rule()
    def move_a_service(self) -> None:
        self.tick()
        service = Service.objects.get(name="vimeo")
        service.hosts = f"player.vimeo.com\nplayer{len(service.hosts)}.vimeo.com"
        service.save()
        if publish_registry():
            self.means = self.means.after("third-party", "content")
        forget_policy()

    def tick(self) -> None:
        """Let a second pass: of a refusal and a publication in the same one, nobody can tell which came first."""
        self.time += timedelta(seconds=1)

    @rule(passed=st.sampled_from([timedelta(minutes=2), timedelta(days=40), timedelta(days=181, hours=23)]))
    def wait(self, passed: timedelta) -> None:
        self.time += passed

    @rule(signal=st.booleans())
    def look(self, signal: bool) -> None:
        held = self.held.now(self.means, self.time)
        headers = {"Sec-GPC": "1"} if signal else {}
        counted = self.client().get("/consent/statistics.js", headers=headers)
        assert (counted.status_code == 200) == ("statistics" in held.yes)
        for name, embed in self.embeds.items():
            gate = self.client().get(f"/consent/embed/{embed}/", headers=headers)
            shown = "frame-src" in gate["Content-Security-Policy"]
            assert shown == ("third-party" in held.yes or name in held.services)

    @invariant()
    def the_cookie_is_the_last_choice_whole(self) -> None:
        if not hasattr(self, "jar"):
            return
        said = parse_cookie_str(self.jar)
        assert bool(said.pop("decided", "")) == bool(self.jar)
        names = {f"service.{name}" for name in self.held.services}
        assert set(said) == set(self.held.yes) | set(self.held.no) | names
        assert {name for name, value in said.items() if value == "-1"} == set(self.held.no)

    @invariant()
    def each_change_has_its_row(self) -> None:
        if hasattr(self, "rows"):
            assert Evidence.objects.count() == self.rows


def test_whatever_happens_the_cookie_is_the_last_choice_and_nothing_else_is_granted(
    size: Callable[[int, int], int],
) -> None:
    run_state_machine_as_test(
        Browsing,
        settings=settings(
            max_examples=size(20, 400),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
