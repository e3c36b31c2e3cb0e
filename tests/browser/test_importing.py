"""An editor brings a Word document along, in a browser."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.places import on_one_site
from tests.journeys.desk import Desk
from tests.pages.importing.writing import heading, paragraph, picture, table, word
from tests.services.site import Site

pytestmark = on_one_site

TAKE_AWAY = """
from pages.models import StandardPage
StandardPage.objects.get(title="Så arbetar vi").delete()
"""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_document_is_imported_from_the_list_of_pages_and_opened_for_editing(
    running_site: Site,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
) -> None:
    desk = Desk(new_context(locale="sv-SE", viewport={"width": 1400, "height": 900}), running_site)
    desk.log_in()
    desk.find("Om kakor")
    page = desk.page
    desk.go(page.url.removeprefix(running_site.base_url).removesuffix("edit/"))
    page.get_by_role("button", name="Handlingar").first.click()
    page.get_by_role("link", name="Importera ett dokument", exact=True).click()
    expect(page.locator("#header-title")).to_have_text("Importera ett dokument")
    assert axe(page) == []

    hand_over(page, "plan.docx", b"no document")
    expect(page.get_by_text("Dokumentet går inte att läsa").first).to_be_visible()
    assert axe(page) == []

    saved = word(
        heading("Så arbetar vi", 0),
        heading("Nuläge"),
        paragraph("Text"),
        table(["A", "B"], ["1", "2"]),
        picture(),
    )
    hand_over(page, "plan.docx", saved)
    expect(page.locator("#header-title")).to_have_text("Dokumentet är importerat")
    expect(page.get_by_text("1 bild saknar alternativtext.")).to_be_visible()
    assert axe(page) == []

    page.get_by_role("link", name="Redigera utkastet").click()
    expect(page.locator("#id_title")).to_have_value("Så arbetar vi")
    expect(page.locator("#body-0-value-text")).to_have_value("Nuläge")
    running_site.run("shell", "-c", TAKE_AWAY)


def hand_over(page: Page, name: str, data: bytes) -> None:
    page.get_by_label("Dokument", exact=False).first.set_input_files(
        {"name": name, "mimeType": WORD, "buffer": data}
    )
    page.get_by_role("button", name="Importera som utkast").click()
    page.wait_for_load_state("networkidle")
