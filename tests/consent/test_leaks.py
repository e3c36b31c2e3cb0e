"""What the page's policy does not govern never reaches the browser."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from consent.firewall.leaks import LeakError, LeakMiddleware
from consent.firewall.markup import clean

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
    '<iframe src="data:text/html,<meta http-equiv=refresh>">',
    '<iframe src="javascript:0">',
    '<meta http-equiv="Content-Security-Policy" content="report-uri //evil.example">',
    '<meta http-equiv="x-of-next-year" content="//evil.example">',
    '<link rel="search" href="https://evil.example/x.xml">',
    '<link rel="manifest" href="https://evil.example/x">',
    '<link rel="of-next-year" href="https://evil.example/x">',
    '<link rel="alternate stylesheet" href="https://evil.example/x.css">',
    '<link rel="preload" as="image" imagesrcset="https://evil.example/x.gif 1x">',
    '<base href="https://evil.example/">',
    '<object data="https://evil.example/">',
    '<embed src="/x">',
    '<portal src="https://evil.example/">',
    "<fencedframe>",
    '<form action="https://evil.example/" method="post">',
    '<form action="javascript:0">',
    '<button formaction="//evil.example">',
    '<input type="submit" formaction="https://evil.example/">',
    '<a href="https://evil.example/" target="frame">',
    "<AREA HREF=//evil.example TARGET=frame>",
    '<html:meta http-equiv="refresh" content="0">',
    '<x.y:iframe src="//evil.example"/>',
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
    '<iframe src="about:blank"></iframe>',
    '<form action="/sv/prenumerera/" method="post"><input name="email"><button>Skicka</button></form>',
    '<form action="?q" target="gate-x"><button formaction="/consent/withdraw/">Nej</button></form>',
    '<a href="https://other.example/">x</a> <a href="https://other.example/" target="_blank">x</a>',
    '<a href="/sv/" target="gate-x">x</a>',
    '<abbr href="//other.example" target="frame">x</abbr>',
    '<link rel="canonical author" href="https://other.example/">',
    "<baseline><objective><framework>",
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


def pass_out(
    response: HttpResponseBase, path: str = "/sv/", policy: str | None = "default-src 'self'"
) -> HttpResponseBase:
    if policy is not None:
        response.headers["Content-Security-Policy"] = policy
    return LeakMiddleware(lambda _request: response)(RequestFactory().get(path))


def read(response: HttpResponseBase) -> bytes:
    assert isinstance(response, HttpResponse)
    return response.content


def planted(markup: str = LEAKS[0], **options: Any) -> HttpResponse:
    return HttpResponse(page(markup), **options)


def test_under_test_a_leak_raises_and_otherwise_it_is_logged(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(LeakError):
        pass_out(planted())
    settings.RAISE_ON_LEAK = False
    assert b"refresh" not in read(pass_out(planted()))
    assert "evil.example" in caplog.text


def test_the_length_is_that_of_what_is_left(settings: Any) -> None:
    settings.RAISE_ON_LEAK = False
    response = pass_out(planted(headers={"Content-Length": str(len(page(LEAKS[0])))}))
    assert response.headers["Content-Length"] == str(len(page("")))


def test_the_admin_is_left_alone() -> None:
    assert b"refresh" in read(pass_out(planted(), "/admin/", None))


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-be", "utf-7", "utf-8-sig", "latin-1"])
def test_no_encoding_hides_a_tag(settings: Any, charset: str) -> None:
    settings.RAISE_ON_LEAK = False
    html = page(LEAKS[0]).decode().encode(charset)
    for declared in ("text/html", f"text/html; charset={charset}"):
        response = pass_out(HttpResponse(html, content_type=declared))
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert b"refresh" not in read(response)


def test_a_tag_that_comes_in_pieces_is_found(settings: Any) -> None:
    settings.RAISE_ON_LEAK = False
    pieces = [b"<p>Hej</p><me", b"ta http-equiv=refresh", b" content=0;url=//evil.example>"]
    assert read(pass_out(StreamingHttpResponse(pieces))) == b"<p>Hej</p>"


@pytest.mark.parametrize("kind", ["application/xhtml+xml", "image/svg+xml"])
def test_other_documents_are_read_too(settings: Any, kind: str) -> None:
    settings.RAISE_ON_LEAK = False
    assert b"refresh" not in read(pass_out(planted(content_type=kind)))


def test_a_gate_frames_whom_its_own_policy_names_and_nobody_else() -> None:
    policy = "default-src 'none'; frame-src https://film.example https://*.map.example"
    gate = "/consent/embed/x/"
    for host in ("film.example", "a.map.example"):
        frame = f'<iframe src="https://{host}/x"></iframe>'
        assert read(pass_out(planted(frame), gate, policy)) == page(frame)
        with pytest.raises(LeakError, match=host):
            pass_out(planted(frame), "/sv/", "default-src 'self'")
    for address in ("https://film.example.evil.example/", "http://film.example/", "https://map.example/"):
        with pytest.raises(LeakError):
            pass_out(planted(f'<iframe src="{address}"></iframe>'), gate, policy)


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


@pytest.mark.parametrize(
    "around", ["<me%sta {0}>", "<meta%s {0}>", "<meta x%s {0}>", "<<base href=//e>%smeta {0}>"]
)
def test_the_pieces_around_a_tag_make_no_other(around: str) -> None:
    refresh = 'http-equiv=refresh content="0;url=//evil.example"'
    cleaned, _ = clean(page(around.format(refresh) % f"<meta {refresh}>"), "testserver")
    browser = Browser()
    browser.feed(cleaned.decode())
    assert browser.refreshes == 0


def test_a_page_of_nothing_but_nested_tags_is_no_page() -> None:
    assert clean(b"<me" * 99 + b"<meta http-equiv=refresh>" + b"ta http-equiv=refresh>" * 99, "")[0] == b""
