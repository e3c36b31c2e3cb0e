"""The whole command against the whole site: the example plan, with something from every provider."""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from xml.etree import ElementTree as ET

import pytest

from consent.audit.declared import read_policy
from tests.browser.audit.conftest import Store
from tests.browser.consent.providers import EVERY
from tests.browser.places import on_one_site
from tests.services.asking import ask
from tests.services.bars import Bars
from tests.services.providing import Provider, Thing
from tests.services.site import Site

pytestmark = on_one_site

SLUG = "andras-innehall"
PUBLISH = """
import json
from pages.models import AboutPage, StandardPage
about = AboutPage.objects.get(locale__language_code="sv")
page = StandardPage(title="Andras innehåll", slug={slug!r}, locale=about.locale, live=False)
about.add_child(instance=page)
page.body = json.dumps([
    {{"type": "embed", "value": {{"title": "Se här", "url": url, "picture": None, "transcript": "I text."}}}}
    for url in {urls!r}
])
page.save_revision().publish()
print("path", page.url)
"""
REMOVE = "from pages.models import StandardPage; StandardPage.objects.get(slug={slug!r}).delete()"
FEW = ["/sv/", "/en/cookies/"]


@pytest.fixture
def embeds(running_site: Site) -> Iterator[str]:
    """Publish a page with one thing from every seeded provider; return its path."""
    known = {service.name for service in read_policy(running_site.base_url).services}
    urls = [shown.url for shown in EVERY if shown.service in known]
    assert len(urls) == len(known)
    done = running_site.run("shell", "-c", PUBLISH.format(slug=SLUG, urls=urls))
    assert done.returncode == 0, done.stderr
    yield re.findall(r"path (\S+)", done.stdout)[0]
    assert running_site.run("shell", "-c", REMOVE.format(slug=SLUG)).returncode == 0


@pytest.fixture
def audit(
    running_site: Site, provider: Provider, store_as_declared: Store
) -> Callable[..., CompletedProcess[str]]:
    """Run the command with the providers led to the stand-in."""
    store_as_declared(running_site.base_url)

    def run(*arguments: str) -> CompletedProcess[str]:
        foreign = f"127.0.0.1:{provider.port}"
        return running_site.run("consent_audit", "--resolve-foreign-to", foreign, *arguments)

    return run


def test_the_site_as_it_stands_is_clean(
    running_site: Site,
    audit: Callable[..., CompletedProcess[str]],
    embeds: str,
    full: bool,
    bar: Bars,
    tmp_path: Path,
) -> None:
    chosen = [] if full else [word for path in [*FEW, embeds] for word in ("--path", path)]
    editor = f"editor:{running_site.editor_password}"
    report = tmp_path / "audit.xml"
    began = time.monotonic()
    done = audit(*chosen, "--editor", editor, "--junit", str(report))
    assert done.returncode == 0, done.stdout + done.stderr
    notes = [
        line for line in done.stdout.partition("To look at")[2].splitlines()[1:] if line.startswith("  ")
    ]
    assert not [note for note in notes if not note.endswith("is still there after withdrawing.")], done.stdout
    root = ET.parse(report).getroot()  # noqa: S314  our own document
    assert root.get("failures") == "0"
    assert len(root.findall("testsuite")) == 10
    bar("an audit of the example plan", round(time.monotonic() - began), 240, "s")


def test_a_provider_that_goes_beyond_the_registry_is_found(
    running_site: Site, audit: Callable[..., CompletedProcess[str]], embeds: str, provider: Provider
) -> None:
    host = "player.vimeo.com"
    more = [
        Thing("cookie", "vuid", ".vimeo.com", 730 * 86400),
        Thing("cookie", "__cf_bm", ".vimeo.com", 365 * 86400),
        Thing("local", "sync_volume", host),
        Thing("session", "tab", host),
        Thing("indexeddb", "films", host),
    ]
    provider.store(more, [frozenset({host, "tracker.example"})])
    done = audit("--state", "third-party", "--path", embeds)
    assert done.returncode == 1, done.stdout + done.stderr
    for words in (
        "https://tracker.example/dot.gif was asked. No service in the registry has that host.",
        "The cookie vuid of vimeo.com was stored. It is not declared.",
        "The cookie __cf_bm of vimeo.com is kept 365 days. Declared is 1800 seconds.",
        "The entry in local storage sync_volume of player.vimeo.com was stored. It is not declared.",
        "The entry in session storage tab of player.vimeo.com was stored. It is not declared.",
        "The database in the browser films of player.vimeo.com was stored. It is not declared.",
    ):
        assert words in done.stdout, done.stdout


def test_nothing_of_a_provider_is_stored_where_nobody_has_allowed_it(
    audit: Callable[..., CompletedProcess[str]], embeds: str, provider: Provider
) -> None:
    provider.store([Thing("cookie", "anything", ".vimeo.com")])
    provider.asked.clear()
    done = audit("--state", "refused", "--state", "signal", "--path", embeds)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not {host for host, _ in provider.asked if host.endswith(("vimeo.com", "youtube-nocookie.com"))}


def test_the_policy_says_how_to_recognise_what_is_stored(running_site: Site) -> None:
    """What the audit compares with is public, so that anybody can make one."""
    answer = json.loads(ask(f"{running_site.base_url}/api/v1/consent/policy/").body)
    stored = [item for category in answer["categories"] for item in category["stored"]]
    assert {"name", "match", "storage", "host", "path", "duration", "seconds"} <= set(stored[0])
