"""A tag that somebody forgot in a template reaches nobody; without the defence it would.

The policy stops every request. A stopped frame is taken out of the page as well, because the
browser has connected to its host by then.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from consent.firewall import leaks
from consent.registry.published import forget_policy
from consent.registry.seeding import seed_registry
from tests.services.counting import CountingServer
from tests.services.places import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

FOOTER = Path("components/footer.html")
PLANTED = {
    "script.example": '<script src="https://script.example/forgotten.js"></script>',
    "frame.example": '<iframe src="https://frame.example/" title=""></iframe>',
    "picture.example": '<img src="https://picture.example/pixel.gif" alt="">',
    "style.example": '<link rel="stylesheet" href="https://style.example/font.css">',
    "film.example": '<video src="https://film.example/film.mp4" autoplay muted></video>',
    "object.example": '<object data="https://object.example/old.html" type="text/html"></object>',
}
SCRIPTS = {"script.example"}
FRAMES = {"frame.example"}
SETTLE_MILLISECONDS = 1500


@pytest.fixture
def address(live_server: LiveServer, settings: Any, tmp_path: Path) -> Iterator[str]:
    """The site, with every one of the tags in the footer of each page."""
    planted = tmp_path / FOOTER
    planted.parent.mkdir()
    own = (ROOT / "cms" / "templates" / FOOTER).read_text(encoding="utf-8")
    planted.write_text(own + "".join(PLANTED.values()), encoding="utf-8")
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [tmp_path]
    settings.TEMPLATES = templates
    settings.RAISE_ON_LEAK = False
    seed_registry()
    forget_policy()
    yield live_server.url.replace("localhost", "127.0.0.1")
    forget_policy()


@pytest.mark.parametrize("scripted", [True, False], ids=["scripted", "unscripted"])
def test_a_forgotten_tag_reaches_nobody_and_without_the_defence_it_would(
    address: str,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    launch_browser: Callable[..., Browser],
    counting_server: CountingServer,
    scripted: bool,
) -> None:
    browser = launch_browser(*counting_server.flags)

    def reached() -> set[str]:
        counting_server.forget()
        page = browser.new_context(java_script_enabled=scripted).new_page()
        page.goto(f"{address}/sv/kakor/", wait_until="commit")
        page.wait_for_timeout(SETTLE_MILLISECONDS)
        return PLANTED.keys() & set(counting_server.hosts)

    assert reached() == set()
    monkeypatch.setattr(leaks, "stop_markup", lambda request, response: [])
    assert reached() <= FRAMES, "the policy alone stops every request"
    settings.CONTENT_SECURITY_POLICY = None
    assert reached() == PLANTED.keys() - (set() if scripted else SCRIPTS)
