"""The plan and its front ends, each at a name of its own: one on the plan's site, one on another."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from consent.models import Embed
from consent.registry.published import forget_policy
from consent.registry.seeding import seed_registry
from tests.consent.asking import VIDEO, publish_long_ago
from tests.front.serving import FrontEnd, serving
from tests.pages.building import build_plan, publish, translate
from tests.services.counting import CountingServer

PLAN, SAME_SITE, OTHER_SITE = "http://plan.localhost", "http://app.plan.localhost", "http://front.localhost"
PROVIDER = "www.youtube-nocookie.com"


@pytest.fixture
def front_end() -> Iterator[FrontEnd]:
    """One server for both names of the front end."""
    with serving(PLAN) as server:
        yield server


@pytest.fixture
def gate(live_server: LiveServer, settings: Any, tmp_path: Path, front_end: FrontEnd) -> Iterator[str]:
    """The plan with a video on its first page, in both languages; yields the address of the video's gate."""
    settings.DATA_DIR = tmp_path
    settings.SITE_URL = PLAN
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "plan.localhost"]
    settings.FRONTEND_ORIGINS = [SAME_SITE, OTHER_SITE]
    seed_registry()
    publish_long_ago()
    film = {"title": "Byta yrke", "url": VIDEO, "picture": None, "transcript": ""}
    body = [
        {"type": "paragraph", "value": "<p>Så här byter man yrke.</p>", "id": str(uuid4())},
        {"type": "embed", "value": film, "id": str(uuid4())},
    ]
    plan = publish(build_plan(), body=body)
    translate(plan, title="The plan", slug="the-plan").save_target(publish=True)
    gate = f"{PLAN}/consent/embed/{Embed.objects.get().pk}/"
    front_end.policy = Client().get("/api/v1/consent/policy/").json()["content_security_policy"]
    front_end.extra["/frame"] = f'<!doctype html><title>Gate</title><iframe src="{gate}?ask=yes"></iframe>'
    yield gate
    forget_policy()


@pytest.fixture
def chromium(
    launch_browser: Callable[..., Browser],
    live_server: LiveServer,
    front_end: FrontEnd,
    counting_server: CountingServer,
) -> Browser:
    """A browser for which each name leads to its server, and every other one to the counting server."""
    rules = [
        f"MAP plan.localhost 127.0.0.1:{live_server.url.rpartition(':')[2]}",
        f"MAP app.plan.localhost 127.0.0.1:{front_end.port}",
        f"MAP front.localhost 127.0.0.1:{front_end.port}",
        f"MAP * 127.0.0.1:{counting_server.port}",
        "EXCLUDE 127.0.0.1",
    ]
    return launch_browser(f"--host-resolver-rules={', '.join(rules)}", "--ignore-certificate-errors")


@pytest.fixture
def context(chromium: Browser, gate: str) -> BrowserContext:
    """A cold profile."""
    return chromium.new_context(locale="sv-SE")


def open_page(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page
