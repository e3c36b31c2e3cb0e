"""A visitor saves and takes the receipt home, with JavaScript and without."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.consent.conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

Visit = Callable[..., Visitor]


def take(page: Page) -> Path:
    page.get_by_role("checkbox", name="Tillåt: Statistik").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Spara och hämta kvitto").click()
    assert download.value.suggested_filename.startswith("kvitto-")
    return Path(download.value.path())


@pytest.mark.parametrize("scripted", [True, False])
def test_a_receipt_is_downloaded_and_found_genuine(
    visit: Visit, axe: Callable[[Page], list[str]], scripted: bool
) -> None:
    visitor = visit(java_script_enabled=scripted, accept_downloads=True)
    page = visitor.open("/sv/kakor/")
    file = take(page)
    receipt = json.loads(file.read_text())
    assert receipt["Ditt val"]["Statistik"] == "Ja"
    assert "cookie_consent" in visitor.cookies
    assert page.url.endswith("/sv/kakor/")
    if scripted:
        expect(page.locator("[data-consent]")).to_be_hidden()
        expect(page.locator("[data-consent-now=own]")).to_be_visible()
        expect(page.get_by_role("checkbox", name="Tillåt: Statistik")).to_be_checked()
    page.get_by_role("link", name="Kontrollera ett kvitto som du har").click()
    page.get_by_label("Eller välj filen").set_input_files(
        {"name": "kvitto.json", "mimeType": "application/json", "buffer": file.read_bytes()}
    )
    page.get_by_role("button", name="Kontrollera kvittot").click()
    expect(page.get_by_role("heading", name="Kvittot är äkta")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if scripted:
        assert axe(page) == []
    page.get_by_label("Klistra in kvittot").fill("Hej")
    page.get_by_role("button", name="Kontrollera kvittot").click()
    expect(page.locator("#receipt-error")).to_be_visible()
    expect(page.get_by_label("Klistra in kvittot")).to_have_value("Hej")
    if scripted:
        assert axe(page) == []
