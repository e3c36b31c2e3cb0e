"""Two activations from any page, and within a second nothing is left: in every tab, with and without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.consent.conftest import Visitor
from tests.consent.asking import declare

pytestmark = pytest.mark.django_db(transaction=True)

Visit = Callable[..., Visitor]
PLACES = [
    (path, domain)
    for path in ("/", "/sv", "/sv/", "/sv/prov", "/sv/prov/")
    for domain in ("", "www.plan.localhost", "plan.localhost")
]
PLANT = """([names, places]) => {
  for (const name of names) for (const [path, domain] of places)
    document.cookie = `${name}=1;path=${path};max-age=9000` + (domain && `;domain=${domain}`);
  for (const box of [localStorage, sessionStorage]) for (const one of ["trail", "views-1", "wagtail:x"]) box[one] = "1";
  return Promise.all(["views", "notes"].map(name => new Promise(done => {
    indexedDB.open(name).onsuccess = ({ target }) => { target.result.close(); done() };
  })));
}"""
KEPT = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map(one => one.name),
].sort()"""


@pytest.fixture
def site(address: str, settings: Any) -> str:
    """The site under a name with a parent domain, with things declared that it may keep with consent."""
    settings.ALLOWED_HOSTS = ["*"]
    declare("seen")
    declare("_pk_id.*", match="pattern")
    declare("mtm_", category="third-party", match="prefix")
    for storage in ("local", "session"):
        declare("trail", storage=storage)
        declare("views-", storage=storage, match="prefix")
    declare("views", storage="indexeddb")
    return address.replace("127.0.0.1", "www.plan.localhost")


def find_cookies(page: Page) -> set[tuple[str, str, str]]:
    """Return name, domain and path of every cookie of the profile (CDP, Storage.getCookies)."""
    return {(one["name"], one["domain"], one["path"]) for one in page.context.cookies()}


def wait_for(page: Page, true: Callable[[], bool], milliseconds: int = 1000) -> None:
    for _ in range(milliseconds // 50):
        if true():
            return
        page.wait_for_timeout(50)
    assert true()


def withdraw_in_two(page: Page) -> None:
    page.locator("body > footer a[href='/sv/kakor/']").click()
    page.get_by_role("button", name="Säg nej till allt").click()


def test_two_activations_and_a_second_end_everything_in_every_tab(visit: Visit, site: str) -> None:
    visitor = visit()
    visitor.address = site
    page, other = visitor.open(), visitor.open()
    page.get_by_role("button", name="Godkänn alla").click()
    expect(page.locator(".gate.open")).to_have_count(1)
    expect(other.locator(".gate.open")).to_have_count(1)
    page.evaluate(PLANT, [["seen", "_pk_id.1.abcd", "mtm_x"], PLACES])
    wait_for(page, lambda: len(find_cookies(page)) > 3 * 10, 5000)
    page.locator("body > footer a[href='/sv/kakor/']").click()
    refuse = page.get_by_role("button", name="Säg nej till allt")
    expect(refuse).to_be_in_viewport()
    refuse.click()
    expect(other.locator(".gate.open")).to_have_count(0, timeout=1000)
    wait_for(page, lambda: {name for name, _, _ in find_cookies(page)} == {"cookie_consent"})
    wait_for(page, lambda: page.evaluate(KEPT) == ["notes", "wagtail:x", "wagtail:x"])
    counted = len(visitor.gates_asked)
    again = visitor.open("/sv/utan/")
    again.wait_for_timeout(200)
    assert len(visitor.gates_asked) == counted


def test_what_only_another_page_can_see_goes_at_the_next_visit_there(visit: Visit, site: str) -> None:
    visitor = visit()
    visitor.address = site
    page = visitor.open()
    page.evaluate(PLANT, [["_pk_id.1.abcd"], [("/sv/prov", "")]])
    withdraw_in_two(page)
    expect(page.get_by_role("status").filter(has_text="Ditt val är sparat.")).to_have_count(1)
    page.goto(f"{site}/sv/prov/")
    wait_for(page, lambda: {name for name, _, _ in find_cookies(page)} == {"cookie_consent"})


def test_without_scripts_the_answer_ends_them(visit: Visit, site: str) -> None:
    visitor = visit(java_script_enabled=False)
    visitor.address = site
    page = visitor.open("/sv/kakor/")
    page.get_by_label("Tillåt: Statistik").check()
    page.get_by_role("button", name="Spara mitt val").click()
    page.wait_for_load_state()
    for name, places in {"seen": PLACES, "_pk_id.1.abcd": PLACES[:3], "mtm_x": PLACES[:3]}.items():
        for path, domain in places:
            host = f".{domain}" if domain else "www.plan.localhost"
            page.context.add_cookies([{"name": name, "value": "1", "domain": host, "path": path}])
    page.evaluate("localStorage.trail = 1")
    page.reload()
    page.wait_for_load_state()
    assert {"seen", "_pk_id.1.abcd"} <= {name for name, _, _ in find_cookies(page)}
    assert "mtm_x" not in {name for name, _, _ in find_cookies(page)}
    page.goto(f"{site}/sv/prov/")
    withdraw_in_two(page)
    page.wait_for_load_state()
    expect(page.frame_locator(".choice").locator("dd").nth(1)).to_have_text("Nej")
    left = {one for one in find_cookies(page) if one[0] != "cookie_consent"}
    # The answer knows the page it goes back to, not the one before; only a script can have left these there.
    assert {path for _, _, path in left} <= {"/sv/prov", "/sv/prov/"}
    assert page.evaluate("Object.keys(localStorage)") == []
