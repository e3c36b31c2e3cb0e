"""What is stored is listed whole, on a phone as on a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.consent.conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

CUT_OFF = """() => [...document.querySelectorAll("main :is(th, td):not(thead *)")]
  .filter(cell => { const box = cell.getBoundingClientRect(); return box.left < 0 || box.right > innerWidth })
  .map(cell => cell.textContent)"""
LABELS = """() => [...document.querySelectorAll("main tbody td")]
  .map(cell => getComputedStyle(cell, "::before").content)"""


@pytest.mark.parametrize("path", ["/sv/kakor/", "/en/cookies/"])
def test_no_cell_of_the_list_is_cut_off(
    visit: Callable[..., Visitor], axe: Callable[[Page], list[str]], path: str
) -> None:
    page = visit().open(path)
    for width in (320, 390, 800, 1000, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(CUT_OFF) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []


def test_on_a_phone_each_value_has_its_label(visit: Callable[..., Visitor]) -> None:
    page = visit(viewport={"width": 390, "height": 800}).open("/sv/kakor/")
    labels = page.evaluate(LABELS)
    heads = page.locator("main thead").first.locator("th").all_inner_texts()[1:]
    assert [label.split('"')[1].removesuffix(": ") for label in labels[: len(heads)]] == heads
    assert page.get_by_role("cell").count() == page.locator("main td").count()
