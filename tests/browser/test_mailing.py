"""An editor watches the mails of a publication go out, without reloading and without barriers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.workers.announcing import follower, grow, publish, wait
from workers.models import DailyCount, Delivery, Event
from workers.services.alerting.watching import watch

pytestmark = pytest.mark.django_db(transaction=True)

Check = Callable[[Page], list[str]]


@pytest.fixture
def page(live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Page:
    """A tab of somebody who is logged in, in Swedish."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("anna", "anna@example.org", "password"))
    context = new_context(locale="sv-SE", viewport={"width": 1400, "height": 900}, base_url=live_server.url)
    session = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": session, "url": f"{live_server.url}/admin/"}])
    return context.new_page()


@pytest.fixture
def event() -> Event:
    tree = grow("sv")
    for _ in range(4):
        follower("sv")
    follower("en")
    event = publish(tree, tree.area, title="Språk")
    wait()
    return event


def end(event: Event, count: int, state: str = "sent", outcome: str = "") -> None:
    rows = Delivery.objects.filter(event=event, state="waiting").order_by("pk").values_list("pk", flat=True)
    Delivery.objects.filter(pk__in=list(rows[:count])).update(
        state=state, attempts=1, outcome=outcome, finished_at=timezone.now()
    )


def test_the_page_moves_on_by_itself_while_mails_go_out(page: Page, event: Event, axe: Check) -> None:
    end(event, 1)
    page.goto(f"/admin/publications/{event.pk}/mail/")
    expect(page.get_by_role("progressbar", name="1 av 5 mejl är klara.")).to_be_visible()
    assert axe(page) == []
    end(event, 1, "failed", "552 5.2.2 full")
    end(event, 1)
    expect(page.get_by_role("progressbar", name="3 av 5 mejl är klara.")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="60 % av mejlen är klara.")).to_be_attached()
    end(event, 2)
    expect(page.get_by_role("status").filter(has_text="Alla mejl är avklarade.")).to_be_attached()
    expect(page.locator("live-part[finished]")).to_be_attached()
    page.reload()
    page.get_by_role("combobox", name="Vilka").select_option(label="Brevlådan är full. 1 mejl")
    page.get_by_role("button", name="Försök igen").click()
    expect(page.get_by_role("cell", name="anna")).to_be_visible()
    page.reload()  # Wagtail's own message fades in, and is pale until it has
    assert axe(page) == []


def test_without_script_reloading_shows_the_same(
    live_server: LiveServer, page: Page, event: Event, new_context: Callable[..., BrowserContext]
) -> None:
    context = new_context(java_script_enabled=False, locale="sv-SE", base_url=live_server.url)
    context.add_cookies(page.context.cookies())  # type: ignore[arg-type]  # what comes out goes in
    plain = context.new_page()
    plain.goto(f"/admin/publications/{event.pk}/mail/")
    end(event, 5)
    plain.reload()
    expect(plain.get_by_text("5 av 5 mejl är klara.")).to_be_visible()


def test_the_report_the_check_and_the_dashboard_have_no_barriers(
    page: Page, event: Event, axe: Check
) -> None:
    today = timezone.localdate()
    for days in range(0, 25, 3):
        day = today - timedelta(days=days)
        DailyCount.objects.create(day=day, purpose="publication", outcome="sent", count=100 * days)
        DailyCount.objects.create(day=day, purpose="publication", outcome="failed", count=days % 4)
    Delivery.objects.update(created_at=timezone.now() - timedelta(hours=1))
    watch()
    for path in ("/admin/reports/mails/", "/admin/reports/mail-check/", "/admin/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        for closed in page.locator("details:not([open]) > summary").all():
            closed.click()
        assert axe(page) == [], path
        page.set_viewport_size({"width": 320, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, path
        page.set_viewport_size({"width": 1400, "height": 900})
