"""What every test may ask for: a database that is whole, a broker, a browser, a running site."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tests.services import chromium
from tests.services.bars import Bars
from tests.services.counting import CountingServer, counting
from tests.services.plugin import DATABASE, DIRECTORY, SERVER
from tests.services.postgres import Server, name_for
from tests.services.site import Site, plan_site
from tests.services.valkey import Valkey

# What is still fading in has less contrast than it will have; Wagtail's messages begin to a while after the load.
AT_REST = """() => document.getAnimations().every(
    (one) => one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity
) && [...document.querySelectorAll(".messages > ul:has(li)")].every((one) => getComputedStyle(one).opacity === "1")"""
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RESIDENT_MEGABYTES = 700.0
BARS = Bars()
SIZED = {"full", "bar"}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if BARS.all:
        terminalreporter.section("bars")
        for bar in BARS.all:
            terminalreporter.write_line(str(bar))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `sized` what `make prove` runs: whatever has a full size, or holds a figure to a bar."""
    for item in items:
        if isinstance(item, pytest.Function) and SIZED.intersection(item.fixturenames):
            item.add_marker("sized")


@pytest.fixture(scope="session")
def django_db_setup(pytestconfig: pytest.Config) -> Iterator[None]:
    """Use the migrated database of this run; after a test that committed, put it back as it was.

    Django would empty every table instead, the rows of the migrations too.
    """
    database = pytestconfig.stash[DATABASE]

    def put_back(self: TransactionTestCase) -> None:
        connections.close_all()
        database.restore()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        yield
    with_access = DjangoDbBlocker(_ispytest=True)
    with with_access.unblock():
        connections.close_all()


@pytest.fixture(autouse=True)
def _in_swedish() -> None:
    """Begin in the site's own language: a request leaves its own behind in the process."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def full(pytestconfig: pytest.Config) -> bool:
    """Tell whether the full sizes are asked for (`make prove`)."""
    return bool(pytestconfig.getoption("--full"))


@pytest.fixture(scope="session")
def size(full: bool) -> Callable[[int, int], int]:
    """Choose between a small size and the full one: `size(25, 500)`."""
    return lambda small, whole: whole if full else small


@pytest.fixture(scope="session")
def bar() -> Bars:
    """Hold a figure to its limit and print it at the end: `bar("second start", 3.2, 10, "s")`."""
    return BARS


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[Valkey]:
    server = Valkey(Path(settings.DATA_DIR), Path(settings.VALKEY_SOCKET))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def valkey(valkey_server: Valkey) -> Iterator[Valkey]:
    """The broker that the settings name, running; a test may stop it, the next finds it up again."""
    valkey_server.start()
    yield valkey_server
    valkey_server.start()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    chromium.check_driver()
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for the run; each test takes a context of its own from it."""
    browser = chromium.launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def launch_browser(playwright: Playwright) -> Iterator[Callable[..., Browser]]:
    """Start a Chromium with further flags: `launch_browser(*flags, ignore_default_args=[…])`."""
    started: list[Browser] = []

    def launch(*flags: str, ignore_default_args: tuple[str, ...] = ()) -> Browser:
        started.append(chromium.launch(playwright, *flags, ignore_default_args=ignore_default_args))
        return started[-1]

    yield launch
    for browser in started:
        browser.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Open a cold profile: `new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})`."""
    opened: list[BrowserContext] = []

    def open_context(**options: Any) -> BrowserContext:
        opened.append(browser.new_context(**options))
        return opened[-1]

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """List the accessibility violations of an open page, each with rule, elements and why; empty is good."""

    def run(page: Page) -> list[str]:
        page.wait_for_load_state()  # a click returns once the next document has begun, before it has an element
        page.wait_for_function(AT_REST)
        options = {"runOnly": {"type": "tag", "values": AXE_TAGS}}
        found = Axe().run(page, options=options).response["violations"]
        return [
            f"{rule['id']}: {[node['target'] for node in rule['nodes']]} {rule['help']}" for rule in found
        ]

    return run


@pytest.fixture
def counting_server() -> Iterator[CountingServer]:
    """A stand-in for every foreign host, which counts connections: `launch_browser(*counting_server.flags)`."""
    with counting() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> Server | None:
    """The PostgreSQL server of this run; None under `--sqlite`."""
    return pytestconfig.stash[SERVER]


@pytest.fixture(scope="session")
def start_site(pytestconfig: pytest.Config) -> Iterator[Callable[..., Site]]:
    """Start the processes of `make run`: `start_site("sqlite" or "postgresql", NAME="value")`.

    Each call is a site of its own, stopped at the end of the run at the latest.
    """
    sites: list[Site] = []
    server = pytestconfig.stash[SERVER]

    def start(database: str = "sqlite", **variables: str) -> Site:
        label = f"site{len(sites)}"
        if database == "postgresql":
            assert server is not None, "a site on PostgreSQL cannot run under --sqlite"
            variables.setdefault("DATABASE_URL", server.copy_template(name_for(label)))
        site = plan_site(pytestconfig.stash[DIRECTORY] / label, **variables)
        sites.append(site)
        site.start()
        return site

    yield start
    for number, site in enumerate(sites):
        site.stop()
        if server is not None:
            server.drop(name_for(f"site{number}"))


@pytest.fixture(scope="session")
def shared_sites(start_site: Callable[..., Site], bar: Bars) -> Iterator[dict[str, Site]]:
    """The sites that journeys share, by database. When all are through, each must still be small."""
    sites: dict[str, Site] = {}
    yield sites
    for database, site in sites.items():
        bar(
            f"resident after the journeys on {database}",
            site.resident_megabytes(),
            RESIDENT_MEGABYTES,
            "MB",
            "<",
        )


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def running_site(
    request: pytest.FixtureRequest, shared_sites: dict[str, Site], start_site: Callable[..., Site]
) -> Site:
    """The whole site, once on SQLite and once on PostgreSQL; shared by all tests, so leave no mess."""
    database = str(request.param)
    if database not in shared_sites:
        shared_sites[database] = start_site(database)
    return shared_sites[database]
