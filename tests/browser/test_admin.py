"""An editor's browser asks nobody but us, and the desk says and shows what it should."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Frame, Page, expect

from tests.browser.places import on_one_site
from tests.journeys.desk import Desk
from tests.services.asking import ask
from tests.services.site import Site

pytestmark = on_one_site

FILM_PAGE = "Kortare vägar till ett nytt yrke"
VIEWS = [
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/documents/",
    "/admin/snippets/pages/actor/",
    "/admin/snippets/pages/actor/add/",
    "/admin/account/",
    "/admin/reports/site-history/",
    "/admin/localize/reports/translations/",
]


class WatchedDesk(Desk):
    """A desk whose requests to other hosts, and whose complaints in the console, are written down."""

    def __init__(self, context: BrowserContext, site: Site) -> None:
        super().__init__(context, site)
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        context.on("request", lambda request: self.note_request(request.url))
        context.on("console", self.note_complaint)

    def note_request(self, url: str) -> None:
        if not url.startswith((f"{self.site.base_url}/", "about:", "data:", "blob:")):
            self.foreign.append(url)

    def note_complaint(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{self.page.url}: {message.text}")

    def check_quiet(self) -> None:
        assert self.foreign == []
        assert self.complaints == []


@pytest.fixture
def watched(running_site: Site, new_context: Callable[..., BrowserContext]) -> WatchedDesk:
    context = new_context(locale="sv-SE", viewport={"width": 1400, "height": 900})
    desk = WatchedDesk(context, running_site)
    desk.log_in()
    return desk


def test_no_view_of_the_desk_asks_another_host_or_complains(watched: WatchedDesk) -> None:
    for path in VIEWS:
        watched.go(path)
        watched.check_quiet()


def test_the_translator_asks_no_other_host(watched: WatchedDesk) -> None:
    watched.find("More ways into shortage occupations")
    expect(watched.page.get_by_role("button", name="Publicera på")).to_be_visible()
    watched.page.wait_for_load_state("networkidle")
    watched.check_quiet()


def test_the_preview_shows_the_draft_behind_the_same_gate(watched: WatchedDesk) -> None:
    watched.find(FILM_PAGE)
    watched.page.get_by_role("textbox", name="Ingress").fill("Ett utkast som ingen annan ser.")
    watched.page.get_by_role("button", name="Växla förhandsgranskning").click()
    preview = watched.page.frame_locator("iframe.w-preview__iframe").last
    expect(preview.get_by_role("heading", level=1)).to_have_text(FILM_PAGE)
    expect(preview.get_by_text("Ett utkast som ingen annan ser.")).to_be_visible(timeout=10_000)
    expect(preview.get_by_role("button", name="Visa en gång")).to_be_visible()
    expect(preview.locator(".banner")).to_be_hidden()
    assert {frame.url for frame in frames_below(watched.page) if "/preview/" not in frame.url} == {
        "about:blank"
    }
    watched.check_quiet()
    public = ask(f"{watched.site.base_url}/sv/planen/livslangt-larande/kortare-vagar-till-nytt-yrke/")
    assert "Ett utkast som ingen annan ser." not in public.text


def frames_below(page: Page) -> list[Frame]:
    return [frame for frame in page.frames if frame.parent_frame is not None]


def test_a_picture_is_chosen_without_asking_another_host(watched: WatchedDesk) -> None:
    watched.find(FILM_PAGE)
    watched.page.get_by_role("button", name="Välj en bild").first.click()
    expect(watched.page.get_by_role("dialog").get_by_role("heading", name="bild").first).to_be_visible()
    watched.page.wait_for_load_state("networkidle")
    watched.check_quiet()


def test_a_material_change_without_a_note_is_not_published(watched: WatchedDesk) -> None:
    title, lead = "Fler vägar in i bristyrken", "Den här ingressen ska inte bli offentlig."
    watched.find(title)
    page = watched.page
    page.get_by_role("textbox", name="Ingress").fill(lead)
    question = page.get_by_role("region", name="Vad är ändrat?")
    question.get_by_role("combobox").select_option("material")
    page.get_by_role("button", name="Fler åtgärder").last.click()
    page.get_by_role("button", name="Publicera", exact=True).click()
    expect(page.get_by_text("Skriv vad som är ändrat").filter(visible=True).first).to_be_visible()
    assert lead not in ask(f"{watched.site.base_url}/sv/planen/fler-i-arbete/fler-vagar-in/").text


def test_who_is_not_logged_in_sees_the_log_in_and_no_more(running_site: Site) -> None:
    for path in VIEWS:
        answer = ask(f"{running_site.base_url}{path}")
        assert answer.status == 302, path
        assert answer.header("Location").startswith("/admin/login/"), path
