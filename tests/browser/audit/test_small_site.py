"""The audit of a small site in one state at a time: clean as it stands, and quick enough to break on purpose."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from consent.audit.auditing import Wishes, audit
from consent.gate.embeds import record_embed
from consent.registry.published import forget_policy
from consent.registry.seeding import seed_registry
from tests.browser.audit.conftest import Store
from tests.consent.asking import VIDEO, publish_long_ago
from tests.services.providing import Provider

pytestmark = pytest.mark.django_db(transaction=True)

STATES = ["none", "refused", "all", "signal"]
PAGES = ["/sv/prov/", "/en/test/"]


@pytest.fixture
def address(live_server: LiveServer, settings: Any, tmp_path: Path) -> Iterator[str]:
    settings.ROOT_URLCONF = "tests.browser.consent.site"
    settings.DATA_DIR = tmp_path
    seed_registry()
    publish_long_ago()
    record_embed(VIDEO, "Byta yrke")
    yield live_server.url.replace("localhost", "127.0.0.1")
    forget_policy()


@pytest.mark.parametrize("state", STATES)
def test_a_small_site_is_clean(
    address: str, provider: Provider, store_as_declared: Store, state: str
) -> None:
    store_as_declared(address)
    foreign = f"127.0.0.1:{provider.port}"
    wishes = Wishes(address, foreign=foreign, settle=0.3, states=[state], paths=PAGES)
    # Playwright has one loop a thread, and this one may have the tests' own.
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(audit, wishes).result()
    told = "\n".join(f"{one.code} {one.page} {one.text}" for one in done.faults)
    assert not told, told
