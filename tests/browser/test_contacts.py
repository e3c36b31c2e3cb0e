"""An editor imports contact persons in Swedish, and looks after one of them, without barriers."""

from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.workers.contacts.lists import make_list, make_row, publish_plan
from workers.models import Contact
from workers.services.contacts import importing
from workers.services.contacts.importing import import_batch, import_for

pytestmark = pytest.mark.django_db(transaction=True)

Check = Callable[[Page], list[str]]


@pytest.fixture
def page(live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Page:
    """A tab of somebody who is logged in, in Swedish."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("anna", "anna@example.org", "password"))
    context = new_context(locale="sv-SE", viewport={"width": 1400, "height": 900}, base_url=live_server.url)
    name = django_settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": f"{live_server.url}/admin/"}])
    return context.new_page()


def test_a_list_is_uploaded_looked_at_and_imported(
    page: Page, axe: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_plan()
    monkeypatch.setattr(importing, "BATCH", 2)
    rows = [make_row(email=f"p{number}@example.org") for number in range(5)]
    page.goto("/admin/subscribers/")
    assert axe(page) == []
    page.get_by_role("link", name="Importera kontaktpersoner").click()
    assert axe(page) == []

    hand_over(page, "ö".encode("latin-1"))
    expect(page.get_by_text("Rad 1 är inte i UTF-8").first).to_be_visible()
    assert axe(page) == []

    hand_over(page, make_list(*rows, make_row(email="fel", language="fi")))
    expect(page.get_by_text("5 personer är nya.")).to_be_visible()
    expect(page.get_by_role("cell", name="Skriv sv eller en.")).to_be_visible()
    assert axe(page) == []

    page.get_by_role("button", name="Importera de rader som stämmer").click()
    expect(page.get_by_role("progressbar", name="0 av 5 rader")).to_be_visible()
    assert axe(page) == []
    import_batch()
    expect(page.get_by_role("progressbar", name="2 av 5 rader")).to_be_visible()
    import_for(10)
    expect(page.get_by_text("5 personer lades till")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Importen är klar.")).to_be_attached()
    with page.expect_download() as download:
        page.get_by_role("link", name="Ladda ner felen").click()
    assert "Skriv sv eller en." in download.value.path().read_text(encoding="utf-8-sig")
    page.reload()
    assert axe(page) == []


def test_a_contact_person_is_added_and_all_mail_to_them_is_ended(page: Page, axe: Check) -> None:
    publish_plan()
    page.goto("/admin/subscribers/new/")
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_text("Skriv mejladressen.").first).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Mejladress").fill("bo@example.org")
    page.get_by_label("Organisation").fill("Sala kommun")
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_role("heading", name="bo@example.org")).to_be_visible()
    page.reload()  # what Wagtail says in green is its own
    assert axe(page) == []
    page.get_by_role("link", name="Redigera").click()
    assert axe(page) == []
    page.go_back()
    page.get_by_role("link", name="Avsluta alla utskick").click()
    assert axe(page) == []
    page.get_by_role("button", name="Ja, avsluta alla utskick").click()
    expect(page.get_by_text("Får inget mer").first).to_be_visible()
    assert not Contact.objects.get().subscriber.active
    page.goto("/admin/subscribers/")
    assert axe(page) == []
    page.goto("/admin/subscribers/figures/")
    assert axe(page) == []


def hand_over(page: Page, data: bytes) -> None:
    page.get_by_label("Lista över kontaktpersoner").set_input_files(
        {"name": "lista.csv", "mimeType": "text/csv", "buffer": data}
    )
    page.get_by_role("button", name="Se vad den innehåller").click()
    page.wait_for_load_state("networkidle")
