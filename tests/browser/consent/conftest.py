"""A visitor in Chromium, for whom every foreign host is a server of ours that counts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request
from pytest_django.live_server_helper import LiveServer

from consent.gate.embeds import record_embed
from consent.registry.published import forget_policy
from consent.registry.seeding import seed_registry
from consent.statistics import recording as statistics
from tests.consent.asking import VIDEO, publish_long_ago
from tests.services.chromium import launch
from tests.services.counting import CountingServer, counting


@pytest.fixture
def address(
    live_server: LiveServer, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The site's address, with a video on /sv/prov/ and nothing on /sv/utan/."""
    settings.ROOT_URLCONF = "tests.browser.consent.site"
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(statistics, "_path_checks", [{"/sv/prov/", "/sv/utan/"}.__contains__])
    seed_registry()
    publish_long_ago()
    record_embed(VIDEO, "Byta yrke")
    yield live_server.url.replace("localhost", "127.0.0.1")
    forget_policy()


@pytest.fixture(scope="session")
def stand_in() -> Iterator[CountingServer]:
    with counting() as server:
        yield server


@pytest.fixture
def counting_server(stand_in: CountingServer) -> CountingServer:
    """The stand-in for every foreign host, with nothing counted yet."""
    stand_in.forget()
    return stand_in


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, stand_in: CountingServer) -> Iterator[Browser]:
    """One browser for these tests, in which our site is also at names under .localhost, with parent domains."""
    with launch(playwright, f"{stand_in.flags[0]}, EXCLUDE *.localhost", *stand_in.flags[1:]) as browser:
        yield browser


@pytest.fixture(scope="session")
def remembering(playwright: Playwright, stand_in: CountingServer) -> Iterator[Browser]:
    """One browser that keeps pages in memory for the Back button, as people's browsers do."""
    kept = ("--disable-back-forward-cache",)
    with launch(playwright, *stand_in.flags, ignore_default_args=kept) as browser:
        yield browser


class Visitor:
    """One cold profile and what it asked for."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.asked: list[str] = []
        context.on("request", self._note)

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)

    def open(self, path: str = "/sv/prov/") -> Page:
        page = self.context.new_page()
        page.goto(self.address + path)
        return page

    @property
    def gates_asked(self) -> list[str]:
        """The requests under /consent/."""
        return [
            url.removeprefix(self.address)
            for url in self.asked
            if "/consent/" in url and "/static/" not in url
        ]

    @property
    def foreigners(self) -> list[str]:
        return [url for url in self.asked if not url.startswith(self.address)]

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie["name"]: cookie["value"] for cookie in self.context.cookies(self.address)}


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Callable[..., Visitor]]:
    """Begin a visit: `visit(java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []

    def begin(**options: Any) -> Visitor:
        contexts.append(chromium.new_context(**{"locale": "sv-SE", **options}))
        return Visitor(contexts[-1], address)

    yield begin
    for context in contexts:
        context.close()
