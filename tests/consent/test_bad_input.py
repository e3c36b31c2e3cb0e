"""Whatever a stranger sends is refused or ignored: never a 500, nothing granted, no row that should not be."""

import random
import string
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db.models import Sum
from django.http import HttpRequest
from django.test import Client, RequestFactory

from consent.choosing.decisions import Decision, read_decision
from consent.evidence import limiting
from consent.models import DailyCount, Embed, Evidence, EvidenceMinute, PageView
from consent.registry.published import read_current
from tests.consent.asking import OWN, consent_to, publish_long_ago
from tests.services.bars import Bars

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
COOKIES = 1000
CALLS = 10_000
DECIDING = ["/consent/", "/consent/withdraw/", "/consent/receipt/", "/consent/hit/"]
SHOWING = [
    "/sv/kakor/",
    "/en/cookies/",
    "/consent/choice/",
    "/consent/statistics.js",
    "/api/v1/consent/policy/",
]
TIMES = [
    f"{day}T00:00:00{zone}"
    for day in ("0001-01-01", "1970-01-01", "9999-12-31")
    for zone in ("+00:00", "+23:59", "-23:59")
]
STRANGE = [
    "\0",
    "\ud800",
    "\u202e",
    "ÅÄÖ",
    "%00",
    "%ff",
    "\r\nSet-Cookie: x=1",
    "'\"<script>",
    "../..",
    "1e999",
    "-1",
]


@pytest.fixture(autouse=True)
def _long_published(db: None) -> None:
    publish_long_ago()


@pytest.fixture
def stranger(client: Client, video: Embed) -> Iterator[Client]:
    """A client whose visit leaves every table of ours as it was, but for what the test itself expects."""
    assert video is not None
    before = count_rows()
    yield client
    assert count_rows() == before


def count_rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Evidence, PageView, DailyCount, Embed)}


def send(
    client: Client, address: str, body: bytes, kind: str = FORM, method: str = "POST", **headers: str
) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.generic(method, address, body, content_type=kind, headers={**OWN, **named})


def check_refused(response: Any) -> None:
    """See that an answer is a refusal, and lets nobody in."""
    assert 400 <= response.status_code < 500, response
    assert "cookie_consent" not in response.cookies


# -- Cookies -------------------------------------------------------------------


def make_cookies(number: int, valid: str, seed: int = 4) -> Iterator[str]:
    """Return forged, damaged, truncated and oversized values: half of them out of a valid one."""
    chance = random.Random(seed)
    letters = string.printable + "åäö\x00\x7f|=;\"'\\%:-"
    revisions = list(read_current().revisions.values())
    for one in range(number):
        kind = one % 8
        if kind == 0:  # cut
            yield valid[: chance.randrange(len(valid))]
        elif kind == 1:  # one character changed
            at = chance.randrange(len(valid))
            yield valid[:at] + chance.choice(letters) + valid[at + 1 :]
        elif kind == 2:  # pieces in another order, or twice
            pieces = valid.split("|")
            yield "|".join(chance.choices(pieces, k=chance.randrange(1, 9)))
        elif kind == 3:  # quoted, escaped or coded by others
            yield chance.choice(
                [f'"{valid}"', quote(valid), valid.encode().hex(), f"{{{valid}}}", valid[::-1]]
            )
        elif kind == 4:  # noise
            yield "".join(chance.choices(letters, k=chance.randrange(1, 200)))
        elif kind == 5:  # no time of decision, or one that never was
            when = chance.choice(["", "0", "NaN", *TIMES])
            yield f"decided={when}|" + "|".join(
                f"{name}={revisions[0]}" for name in ("statistics", "third-party")
            )
        elif kind == 6:  # names and values that nobody published
            name = chance.choice(
                ["statistics", "third-party", "service.youtube", "service.", "Statistics", "*", ""]
            )
            yield f"{valid.split('|', maxsplit=1)[0]}|{name}={chance.choice(['on', 'true', '1', '*', '-1', revisions[0][:-1]])}"
        else:  # too much
            yield chance.choice(["|", "=", "a", "statistics=", "\xe5"]) * chance.randrange(1, 16_384)


def valid_cookie(*categories: str) -> str:
    client = Client()
    consent_to(client, *categories)
    return client.cookies[django_settings.COOKIE_CONSENT_NAME].value


def read_header(cookie: str) -> Decision:
    """Return what the site reads out of a Cookie header that a program wrote as it liked."""
    request: HttpRequest = RequestFactory().get("/", headers={"Cookie": f"cookie_consent={cookie}"})
    return read_decision(request)


def test_a_thousand_forged_cookies_grant_nothing(db: None) -> None:
    refused = valid_cookie()
    for cookie in make_cookies(COOKIES, refused):
        decision = read_header(cookie)
        # Half of kind 5 and 6 hold a right revision: the time or the name is wrong then.
        assert not any(decision.grants(name) for name in ("statistics", "third-party")), cookie
        assert not decision.services, cookie


def test_no_change_of_a_real_cookie_grants_more_than_it_did(db: None) -> None:
    """Whoever said yes to statistics alone cannot be read as a yes to more, whatever happens on the way."""
    for cookie in make_cookies(COOKIES // 4, valid_cookie("statistics"), seed=5):
        decision = read_header(cookie)
        assert not decision.grants("third-party"), cookie
        assert not decision.services, cookie


@pytest.mark.parametrize("address", [*SHOWING, "/consent/embed/{video}/"])
def test_no_cookie_makes_an_answer_fail_or_say_more(
    stranger: Client, video: Embed, size: Callable[[int, int], int], address: str
) -> None:
    address = address.format(video=video.id)
    plain = stranger.get(address).content
    for cookie in make_cookies(size(64, COOKIES), valid_cookie(), seed=6):
        response = stranger.get(address, headers={"Cookie": f"cookie_consent={cookie}"})
        assert response.status_code in (200, 204), (cookie, response)
        assert "youtube-nocookie.com/embed" not in response.content.decode()
        assert address == "/consent/choice/" or response.content == plain


def test_a_hit_with_a_forged_cookie_counts_nothing(stranger: Client, size: Callable[[int, int], int]) -> None:
    for cookie in make_cookies(size(64, COOKIES), valid_cookie(), seed=7):
        body = b"path=/sv/kakor/&referrer=x"
        assert send(stranger, "/consent/hit/", body, Cookie=f"cookie_consent={cookie}").status_code == 204


# -- Forms ---------------------------------------------------------------------

PART = b'--b\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n'
MULTIPART = "multipart/form-data; boundary=b"
WRONG_CHOICES = [
    b"marketing=on",
    b"necessary=on",
    b"statistics=yes",
    b"statistics=ON",
    b"statistics=on&statistics=on",
    b"statistics=on&third-party=off",
    b"statistics[]=on",
    b"statistics%00=on",
    b"statistics=on%00",
    b"service=unknown",
    b"service=youtube&service=YouTube",
    b"service=%00",
    b"service=*",
    b"shown=%00&statistics=on",
    b"shown=tomorrow&statistics=on",
    b"x=1&" * 300,
    b"\xff\xfe=on",
    b"statistics=%ff%fe",
    b"statistics=on;third-party=on",
    "statistics=på".encode("latin-1"),
    b'{"statistics": "on"}',
]
WRONG_TYPES = [
    ("application/json", b'{"statistics": "on"}'),
    ("text/plain", b"statistics=on"),
    ("application/xml", b"<statistics>on</statistics>"),
    ("application/octet-stream", b"\x00" * 64),
    ("image/png", b"statistics=on"),
    ("x/../../y", b"statistics=on"),
    (f"{FORM}; charset=utf-16", b"statistics=on"),
    ("multipart/form-data", b"statistics=on"),
    ("multipart/form-data; boundary=", b"--\r\n"),
    (f"multipart/form-data; boundary={'b' * 300}", b"statistics=on"),
    ("multipart/form-data; boundary=b\xe5", b"--b--\r\n"),
    (MULTIPART, PART % (b"statistics", b'; filename="x.exe"', b"MZ") + b"--b--\r\n"),
    (MULTIPART, PART % (b"statistics", b"\r\nContent-Transfer-Encoding: base64", b"!!!") + b"--b--\r\n"),
    (MULTIPART, PART % (b"statistics\x00", b"", b"on") + b"--b--\r\n"),
    (MULTIPART, PART % (b"marketing", b"", b"on") + b"--b--\r\n"),
    (MULTIPART, PART % (b"statistics", b"", b"on") * 50 + b"--b--\r\n"),
    (MULTIPART, b"".join(PART % (b"f%d" % one, b"", b"x") for one in range(500)) + b"--b--\r\n"),
]


@pytest.mark.parametrize("body", WRONG_CHOICES, ids=lambda body: repr(body[:30]))
def test_a_wrong_choice_is_refused_and_changes_nothing(stranger: Client, body: bytes) -> None:
    for address in ("/consent/", "/consent/receipt/", "/consent/withdraw/"):
        check_refused(send(stranger, address, body))
    assert send(stranger, "/consent/hit/", body).status_code == 204


@pytest.mark.parametrize(("kind", "body"), WRONG_TYPES, ids=lambda part: repr(part[:40]))
def test_a_body_that_is_no_form_of_ours_is_refused(stranger: Client, kind: str, body: bytes) -> None:
    for address in ("/consent/", "/consent/receipt/", "/consent/withdraw/"):
        check_refused(send(stranger, address, body, kind))
    assert send(stranger, "/consent/hit/", body, kind).status_code in (204, 400)


@pytest.mark.parametrize("kind", [FORM, MULTIPART, "text/plain"])
def test_a_huge_body_is_refused_everywhere(stranger: Client, video: Embed, kind: str) -> None:
    for address in [*DECIDING, f"/consent/embed/{video.id}/", "/sv/kakor/kvitto/", "/en/cookies/receipt/"]:
        response = send(stranger, address, b"statistics=on&" * 20_000, kind)
        assert response.status_code == 413
        check_refused(response)


@pytest.mark.parametrize(
    "body", [b"choice=ever", b"choice=", b"", b"choice=once&choice=always", b"choice=once&x=1"]
)
def test_a_wrong_choice_at_the_gate_is_refused(stranger: Client, video: Embed, body: bytes) -> None:
    check_refused(send(stranger, f"/consent/embed/{video.id}/", body))


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
def test_a_hit_of_a_strange_path_counts_nothing(stranger: Client, strange: str) -> None:
    consent_to(stranger, "statistics")
    path = quote(strange, errors="surrogatepass").encode()
    for body in (b"path=" + path, b"path=/sv/" + path, b"path=/sv/kakor/finns-inte/&referrer=" + path):
        assert send(stranger, "/consent/hit/", body).status_code == 204


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
def test_a_strange_way_back_stays_with_us(client: Client, strange: str) -> None:
    target = quote(f"//{strange}", errors="surrogatepass").encode()
    response = send(client, "/consent/withdraw/", b"next=" + target)
    assert response.status_code == 303
    assert response.headers["Location"] in ("/sv/kakor/", "/en/cookies/")


@pytest.mark.parametrize("address", ["/sv/kakor/kvitto/", "/en/cookies/receipt/"])
@pytest.mark.parametrize(
    "strange",
    [*STRANGE, "{}", "[]", '{"receipt": 1}', "[" * 20_000, '{"a":' * 5_000],
    ids=lambda one: repr(one[:20]),
)
def test_a_strange_receipt_is_answered_in_words(stranger: Client, address: str, strange: str) -> None:
    for field in ("receipt", "text", "file", "x"):
        body = f"{field}={quote(strange, errors='surrogatepass')}".encode()
        assert send(stranger, address, body).status_code in (200, 400, 413, 422)
    part = PART % (b"receipt", b'; filename="x.json"', strange.encode(errors="surrogatepass")) + b"--b--\r\n"
    assert send(stranger, address, part, MULTIPART).status_code in (200, 400, 413, 422)


# -- Addresses, methods, origins -----------------------------------------------


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "X" * 300])
def test_an_odd_method_is_refused(stranger: Client, video: Embed, method: str) -> None:
    for address in [*DECIDING, *SHOWING, f"/consent/embed/{video.id}/", "/sv/kakor/kvitto/"]:
        check_refused(send(stranger, address, b"statistics=on", method=method))


@pytest.mark.parametrize(
    "address", ["/sv/kakor/", "/en/cookies/", "/consent/choice/", "/consent/statistics.js"]
)
def test_a_page_takes_no_form(stranger: Client, address: str) -> None:
    response = send(stranger, address, b"statistics=on")
    assert response.status_code == 405
    check_refused(response)


ELSEWHERE: list[dict[str, str]] = [
    {},
    {"Origin": "null"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "http://testserver.elsewhere.example"},
    {"Origin": "https://testserver"},
    {"Origin": "http://testserver:81"},
    {"Origin": "http://testserver@elsewhere.example"},
    {"Origin": "http://[testserver"},
    {"Referer": "http://testserver/sv/kakor/"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin, cross-site"},
    {"Sec-Fetch-Site": ""},
]


@pytest.mark.parametrize("headers", ELSEWHERE, ids=repr)
def test_a_form_from_another_origin_is_refused(
    stranger: Client, video: Embed, headers: dict[str, str]
) -> None:
    addresses = [*DECIDING, f"/consent/embed/{video.id}/", "/sv/kakor/kvitto/", "/api/v1/consent/statements/"]
    for address in addresses:
        response = stranger.generic("POST", address, b"statistics=on&choice=always", FORM, headers=headers)
        assert response.status_code == 403, address
        check_refused(response)


FORGED = ["x", "0" * 64, "-", "..", "%2e%2e", "%00", "1%27%20or%201=1", "å" * 64, "a" * 5000, "youtube"]


@pytest.mark.parametrize("forged", FORGED, ids=lambda one: one[:20])
def test_a_forged_gate_is_not_found(stranger: Client, video: Embed, forged: str) -> None:
    for name in (forged, f"{video.id}{forged}", video.id.upper()[:-1] + forged[:1]):
        assert stranger.get(f"/consent/embed/{name}/").status_code == 404
        check_refused(send(stranger, f"/consent/embed/{name}/", b"choice=always"))
        assert stranger.get(f"/consent/proof/{name}/").status_code == 404
        assert stranger.get(f"/api/v1/consent/embeds/{name}/").status_code in (403, 404)


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
def test_a_strange_parameter_grants_nothing(stranger: Client, video: Embed, strange: str) -> None:
    value = quote(strange, errors="surrogatepass")
    for name in ("language", "ask", "pass", "statement", "next", "statistics", "choice", strange):
        field = f"{quote(name, errors='surrogatepass')}={value}"
        for address in (*SHOWING, f"/consent/embed/{video.id}/", "/consent/", "/sv/kakor/kvitto/"):
            response = stranger.get(f"{address}?{field}")
            assert response.status_code in (200, 204, 400, 404, 405, 422), (address, field)
            assert "youtube-nocookie.com/embed" not in response.content.decode()


# -- Many ----------------------------------------------------------------------


def test_a_flood_from_one_client_is_honoured_and_makes_no_flood_of_rows(
    client: Client, size: Callable[[int, int], int], monkeypatch: pytest.MonkeyPatch, bar: Bars
) -> None:
    """Each call is a new decision; the small size meets a limit that is as much smaller."""
    calls = size(CALLS // 20, CALLS)
    limit = size(limiting.LIMIT_A_MINUTE // 20, limiting.LIMIT_A_MINUTE)
    monkeypatch.setattr(limiting, "LIMIT_A_MINUTE", limit)
    began = time.monotonic()
    for one in range(calls):
        allowed = "third-party" if one % 2 else "statistics"
        response = send(client, "/consent/", f"{allowed}=on".encode())
        assert response.status_code == 303
    decision = read_header(client.cookies["cookie_consent"].value)
    assert decision.choices == {"necessary": True, "statistics": False, "third-party": True}
    minutes = EvidenceMinute.objects.count()
    assert minutes <= 2 + (time.monotonic() - began) / 60
    bar(f"rows a minute of {calls} decisions", Evidence.objects.count() / minutes, limit)
    counted = EvidenceMinute.objects.aggregate(kept=Sum("kept"), beyond=Sum("beyond"))
    assert counted["kept"] == Evidence.objects.count()
    assert counted["kept"] + counted["beyond"] == calls
