"""What the page's policy does not govern never reaches the browser."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from consent.firewall.leaks import LeakError, LeakMiddleware, clean

LEAKS = [
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "<META HTTP-EQUIV=Refresh CONTENT='0'>",
    '<meta/http-equiv="refresh"/content="0;url=//evil.example">',
    '<meta content="0;url=https://evil.example/?a>b" http-equiv=refresh>',
    '<meta " http-equiv=refresh content="0;url=//evil.example">',
    "<meta = http-equiv=refresh content=0>",
    "<meta a=b\x0bhttp-equiv=x http-equiv=refresh content=0>",
    '<meta\nhttp-equiv\n=\n"&#82;efresh" content=0>',
    '<meta http-equiv="re&#x66;resh" content=0>',
    "<link rel=preconnect href=https://evil.example>",
    '<link rel="icon PRECONNECT" href="//evil.example">',
    '<link href="https://evil.example" rel="dns-prefetch"/>',
    '<link rel="dns&#45;prefetch" href="//evil.example">',
    '<link rel="preload" as="font" href="https://evil.example/f.woff2">',
    "<link rel=modulepreload href=https://evil.example/m.js>",
    "<link rel=prefetch href=https://evil.example/>",
    "<link rel=prerender href=https://evil.example/>",
    '<link rel=preconnect href="/\\evil.example">',
    '<link rel=preconnect href="\x01//evil.example">',
    '<link rel=preconnect href="h\nttps://evil.example">',
    '<link rel=preconnect href="///evil.example">',
    '<link rel=preconnect href="https:evil.example">',
    '<link rel=preconnect href="https://[evil">',
    '<iframe src="https://evil.example/">',
    "<IFRAME title=x SRC=//evil.example>",
    '<frame src="https:&#47;/evil.example/">',
    "<iframe srcdoc='<iframe src=//evil.example>'>",
]
HARMLESS = [
    '<meta charset="utf-8">',
    '<meta name="refresh" content="0">',
    '<meta http-equiv="x-ua-compatible" content="refresh">',
    '<link rel="stylesheet" href="/static/site.css">',
    '<link rel="preload" href="/static/font.woff2" as="font">',
    '<link rel="preconnect" href="https://testserver/">',
    '<link rel="alternate" hreflang="en" href="https://other.example/en/">',
    "<metadata http-equiv=refresh>",
    '<iframe src="/consent/embed/x/" title="Film"></iframe>',
    '<iframe name="gate-x" hidden></iframe>',
    '<p title="&lt;meta http-equiv=refresh&gt;">meta refresh, preconnect</p>',
]


def page(inside: str) -> bytes:
    return f"<!doctype html><html><head>{inside}</head><body><p>Hej</p></body></html>".encode()


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_is_taken_out_and_nothing_else(leak: str) -> None:
    cleaned, problems = clean(page(f"<title>å</title>{leak}<meta charset=utf-8>"), "testserver")
    assert cleaned == page("<title>å</title><meta charset=utf-8>")
    assert len(problems) == 1


@pytest.mark.parametrize("harmless", HARMLESS)
def test_what_is_harmless_stays(harmless: str) -> None:
    assert clean(page(harmless), "testserver") == (page(harmless), [])


def answer(change: Any, content_type: str = "text/html; charset=utf-8", path: str = "/sv/") -> HttpResponse:
    def view(_request: object) -> HttpResponse:
        response = HttpResponse(page(LEAKS[0] if change is None else ""), content_type=content_type)
        if change:
            response.headers[change[0]] = change[1]
        return response

    return LeakMiddleware(view)(RequestFactory().get(path))


@pytest.mark.parametrize(
    "header",
    [
        ("Refresh", "0;url=https://evil.example/"),
        ("Link", "<https://evil.example>; rel=preconnect"),
        ("Link", '</a>; rel="next", <https://evil.example/x.js>; rel="preload"; as=script'),
        ("Link", '<https://evil.example>;REL="x dns-prefetch"'),
        ("Speculation-Rules", '"https://evil.example/rules.json"'),
    ],
)
def test_a_header_that_connects_is_taken_out(header: tuple[str, str], settings: Any) -> None:
    with pytest.raises(LeakError, match=header[0]):
        answer(header)
    settings.RAISE_ON_LEAK = False
    assert header[0] not in answer(header, "application/json").headers


def test_a_link_to_the_next_page_stays() -> None:
    assert "Link" in answer(("Link", '</api/v1/changes/?after=1>; rel="next"'), "application/json").headers


def test_under_test_a_leak_raises_and_otherwise_it_is_logged(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(LeakError):
        answer(None)
    settings.RAISE_ON_LEAK = False
    assert b"refresh" not in answer(None).content
    assert "evil.example" in caplog.text


def test_the_admin_is_left_alone() -> None:
    assert b"refresh" in answer(None, path="/admin/").content


class Browser(HTMLParser):
    """A second reader of HTML, to hold ours against."""

    def __init__(self) -> None:
        super().__init__()
        self.refreshes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        first: dict[str, str | None] = {}
        for name, value in attrs:
            first.setdefault(name, value)
        if tag == "meta" and (first.get("http-equiv") or "").lower() == "refresh":
            self.refreshes += 1


@given(
    st.lists(
        st.sampled_from(
            ["http-equiv", "=", "refresh", '"', "'", " ", "/", "content", "a", "\n", "REFRESH", "&#114;"]
        )
    )
)
def test_no_mixture_of_pieces_gets_a_refresh_past_us(pieces: list[str]) -> None:
    cleaned, _ = clean(page(f"<meta {''.join(pieces)}>"), "testserver")
    browser = Browser()
    browser.feed(cleaned.decode())
    assert browser.refreshes == 0


@given(st.binary())
def test_any_bytes_can_be_cleaned(content: bytes) -> None:
    cleaned, problems = clean(content, "testserver")
    assert problems or cleaned == content
