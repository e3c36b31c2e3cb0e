"""A front end frames the gate: on the plan's own site the cookie comes along, on another it does not."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.front_end.conftest import OTHER_SITE, PLAN, PROVIDER, SAME_SITE, open_page
from tests.services.counting import CountingServer

pytestmark = pytest.mark.django_db(transaction=True)


def test_on_the_same_site_the_gate_asks_and_plays(
    context: BrowserContext, counting_server: CountingServer
) -> None:
    page = open_page(context, f"{SAME_SITE}/frame")
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("button").first).to_be_visible()
    assert PROVIDER not in counting_server.hosts
    inside.get_by_role("button", name="Visa alltid").click()
    expect(inside.locator("iframe")).to_be_visible()
    assert [cookie["name"] for cookie in context.cookies(PLAN)] == ["cookie_consent"]
    again = open_page(context, f"{SAME_SITE}/frame")
    expect(again.frame_locator("iframe").locator("iframe")).to_be_visible()
    assert PROVIDER in counting_server.hosts


def test_on_another_site_the_same_visitor_meets_the_placeholder(
    context: BrowserContext, counting_server: CountingServer
) -> None:
    page = open_page(context, f"{SAME_SITE}/frame")
    page.frame_locator("iframe").get_by_role("button", name="Visa alltid").click()
    expect(page.frame_locator("iframe").locator("iframe")).to_be_visible()
    page.close()
    counting_server.forget()
    elsewhere = open_page(context, f"{OTHER_SITE}/frame")
    expect(elsewhere.frame_locator("iframe").get_by_role("button").first).to_be_visible()
    assert elsewhere.frame_locator("iframe").locator("iframe").count() == 0
    assert PROVIDER not in counting_server.hosts
