"""A service's script in the gate tries all it can, and gets at nothing of ours."""

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.consent.gate.conftest import Begin
from tests.browser.consent.providers import BY_SERVICE
from tests.services.standing_in import StandIn

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = """
(async () => {
  const said = {};
  const attempt = async (name, act) => {
    try { said[name] = String(await act()); } catch (error) { said[name] = "refused: " + error.name; }
  };
  await attempt("runs", () => 1 + 1);
  await attempt("origin", () => self.origin);
  await attempt("cookie", () => document.cookie);
  await attempt("setCookie", () => { document.cookie = "planted=1"; return "set"; });
  await attempt("localStorage", () => localStorage.length);
  await attempt("sessionStorage", () => sessionStorage.length);
  await attempt("indexedDB", () => new Promise((yes, no) => {
    const asked = indexedDB.open("planted"); asked.onsuccess = () => yes("open"); asked.onerror = () => no(asked.error);
  }));
  await attempt("caches", () => caches.open("planted"));
  await attempt("serviceWorker", () => navigator.serviceWorker.register("/sw.js"));
  await attempt("gate", () => parent.document.title);
  await attempt("page", () => top.document.title);
  await attempt("leave", () => { top.location = "https://evil.example/"; return "led away"; });
  await attempt("fetch", () => fetch("ORIGIN/consent/withdraw/", { method: "POST", credentials: "include", mode: "no-cors" }));
  await attempt("beacon", () => navigator.sendBeacon("ORIGIN/consent/withdraw/", "x"));
  await attempt("elsewhere", () => fetch("https://evil.example/", { mode: "no-cors" }));
  await attempt("form", () => {
    const form = document.createElement("form");
    Object.assign(form, { method: "POST", action: "ORIGIN/consent/", target: "_blank" });
    form.innerHTML = '<input name="statistics" value="on"><input name="third-party" value="on">';
    document.body.append(form); form.submit(); return "submitted";
  });
  await attempt("always", () => {
    const form = document.createElement("form");
    Object.assign(form, { method: "POST", action: location.pathname });
    form.innerHTML = '<input name="choice" value="always">';
    document.body.append(form); form.submit(); return "submitted";
  });
  await attempt("picture", () => new Promise((yes, no) => {
    const picture = new Image(); picture.onload = () => yes("loaded"); picture.onerror = () => no(new Error());
    picture.src = "https://evil.example/pixel.gif";
  }));
  const heard = document.createElement("pre");
  heard.id = "heard";
  heard.textContent = JSON.stringify(said);
  document.body.append(heard);
})();
"""
REFUSED = [
    "cookie",
    "setCookie",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "caches",
    "serviceWorker",
    "gate",
    "page",
    "leave",
    "fetch",
    "elsewhere",
    "picture",
]


def test_a_hostile_script_gets_at_nothing_of_ours_and_reaches_nobody_else(
    begin: Begin, player: StandIn
) -> None:
    visitor = begin()
    player.script = HOSTILE.replace("ORIGIN", visitor.address)
    posts: list[str] = []
    page = visitor.open("/sv/hos/youtube/")
    page.get_by_role("button", name="Visa alltid från YouTube").click()
    expect(page.locator(".gate.open")).to_be_visible()
    before = visitor.cookies
    page.close()

    page = visitor.open(BY_SERVICE["instagram"].page)
    address = page.url
    visitor.context.on("request", lambda asked: posts.append(asked.url) if asked.method == "POST" else None)
    page.get_by_role("button", name="Visa en gång").click()
    inner = page.frame_locator(".gate .player").frame_locator(".player")
    expect(inner.locator("#heard")).to_be_attached(timeout=15_000)
    said: dict[str, Any] = json.loads(inner.locator("#heard").text_content() or "")

    assert said["runs"] == "2", "the script did run"
    assert said["origin"] == "null"
    assert [name for name in REFUSED if not said[name].startswith("refused")] == []
    page.wait_for_timeout(300)
    assert page.url == address
    assert [post for post in posts if "/embed/" not in post] == []
    assert len(posts) == 1, "the visitor's own form, and none of theirs"
    assert visitor.cookies == before
    assert "evil.example" not in player.hosts
    assert player.hosts <= {"www.instagram.com", "www.youtube-nocookie.com"}
    assert len(visitor.context.pages) == 1
