"""Bad input gets a clear answer: the right status, the right language, and nothing has changed."""

import http.client
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from tests.browser.places import follow_mails
from tests.browser.reading import read
from tests.services.asking import FORM, Answer, ask, send_form
from tests.services.site import Site

TOO_LARGE = b"email=" + b"x" * 2_000_000
CODE = re.compile(r"Traceback|Exception|\.py\b|site-packages|django|wagtail", re.IGNORECASE)
FILM = "/consent/embed/6331b2c6f3d61f18b53f350c62ed49ae/"
UNKNOWN = "00000000-0000-4000-8000-000000000000"
OLD_TOKENS = """
import time
now = time.time()
time.time = lambda: now - 8 * 86400
from uuid import uuid4
from workers.tokens import Choices, sign_confirmation, sign_managing
print(sign_confirmation(uuid4(), Choices("sv", "now", ("plan",))))
print(sign_managing(uuid4()))
"""


@dataclass(frozen=True)
class Room:
    """A site with one subscriber, and what must be as it was when the test is over."""

    site: Site
    confirming: str
    managing: str
    leaving: str

    def ask(self, path: str, **options: str) -> Answer:
        return ask(f"{self.site.base_url}{path}", **options)  # type: ignore[arg-type]  # headers alone

    def send(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        return send_form(f"{self.site.base_url}{path}", fields, **headers)

    def state(self) -> tuple[int, bytes, bytes]:
        """The mailbox, the subscriber's settings and the latest publications."""
        changes = self.ask("/api/v1/changes/").body
        return len(self.site.mailbox.messages()), self.ask(self.managing).body, changes

    @property
    def forms(self) -> list[str]:
        """Everything that takes a form from our own pages alone."""
        consent = ["/consent/", "/consent/withdraw/", "/consent/hit/", FILM]
        workers = ["/sv/prenumerera/", "/en/subscribe/", "/sv/prenumerera/hantera/"]
        return [*consent, *workers, self.confirming, self.managing]


@pytest.fixture(scope="session")
def shared_room(running_site: Site) -> Room:
    confirming, managing, leaving = follow_mails(running_site, "sv")
    return Room(running_site, confirming, managing, leaving)


@pytest.fixture
def room(shared_room: Room) -> Iterator[Room]:
    before = shared_room.state()
    yield shared_room
    assert shared_room.state() == before


def check_page(answer: Answer, status: int, language: str) -> None:
    """A page of ours in one language, without a word of code."""
    assert answer.status == status
    assert answer.header("Content-Language") == language
    assert f'<html lang="{language}">' in answer.text
    assert not answer.header("Set-Cookie")
    said = " ".join(text for _language, text in read(answer.text).spoken)
    assert not CODE.search(said), said
    assert "<h1" in answer.text


def check_problem(answer: Answer, status: int) -> None:
    assert answer.status == status
    assert answer.header("Content-Type").startswith("application/problem+json")
    assert answer.json["status"] == status
    assert not CODE.search(answer.text), answer.text


@pytest.mark.parametrize(
    "email", ["", "fel", "a@b", "a b@example.org", "a@example.org\nBcc: b@example.org", "\0@x.se", "x" * 300]
)
@pytest.mark.parametrize(
    ("path", "language", "said"),
    [
        ("/sv/prenumerera/", "sv", "Något behöver rättas"),
        ("/en/subscribe/", "en", "Something needs to be corrected"),
    ],
)
def test_an_invalid_address_is_answered_at_the_form(
    room: Room, path: str, language: str, said: str, email: str
) -> None:
    answer = room.send(path, {"email": email, "language": language, "scope": "plan", "frequency": "now"})
    check_page(answer, 422, language)
    assert said in answer.text


@pytest.mark.parametrize(
    "wrong",
    [{"scope": UNKNOWN}, {"scope": "\0"}, {"scope": "nonsense"}, {"language": "xx"}, {"frequency": "hourly"}],
)
def test_an_invalid_choice_is_answered_at_the_form(room: Room, wrong: dict[str, str]) -> None:
    right = {"email": "a@example.org", "language": "sv", "scope": "plan", "frequency": "now"}
    check_page(room.send("/sv/prenumerera/", right | wrong), 422, "sv")


def test_an_expired_link_is_gone(room: Room) -> None:
    confirming, managing = room.site.run("shell", "-c", OLD_TOKENS).stdout.split()[-2:]
    for path, language in {
        f"/sv/prenumerera/bekrafta/{confirming}/": "sv",
        f"/en/subscribe/confirm/{confirming}/": "en",
        f"/sv/prenumerera/hantera/{managing}/": "sv",
        f"/en/subscribe/manage/{managing}/": "en",
    }.items():
        check_page(room.ask(path), 410, language)
        check_page(room.send(path, {}), 410, language)


def test_a_forged_link_is_not_found(room: Room) -> None:
    for path, language in {room.confirming: "sv", room.managing: "sv", room.leaving: "sv"}.items():
        forged = re.sub(r"[^/](/?(\?.*)?)$", r"\1", path, count=1)
        forged = forged.replace("?language=sv", "")
        check_page(room.ask(forged), 404, language)
        check_page(room.send(forged, {}), 404, language)
    for path in ("/en/subscribe/confirm/x/", "/en/subscribe/manage/x:y:z/"):
        check_page(room.ask(path), 404, "en")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/api/v1/pages/{UNKNOWN}/", 404),
        (f"/api/v1/plans/{UNKNOWN}/outline/", 404),
        ("/api/v1/pages/no-key/", 404),
        ("/api/v1/plans/?locale=xx", 422),
        (f"/api/v1/pages/{UNKNOWN}/?locale=xx", 422),
        ("/api/v1/consent/policy/?locale=xx", 422),
        ("/api/v1/plans/?as_of=yesterday", 422),
        ("/api/v1/plans/?as_of=9999-12-31T23:59:59-23:59", 422),
        ("/api/v1/changes/?after=x", 422),
        ("/api/v1/pages/?type=unheard", 422),
        ("/api/v1/pages/?of=nothing", 422),
        ("/api/v1/pages/?path=%00", 422),
    ],
)
def test_a_wrong_question_to_the_api_is_a_problem(room: Room, path: str, status: int) -> None:
    check_problem(room.ask(path), status)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/changes/?after=99999999999999999999999",
        "/api/v1/changes/?after=-1",
        "/api/v1/plans/?as_of=9999-12-31",
        "/api/v1/plans/?as_of=0001-01-01",
        "/sv/?a=%ff&b=%00",
        "/sv/prenumerera/?scope=%00&scope=x",
        "/sv/%00/",
        "/sv/%C3%28/",
        "/dev/mail/..%2f..%2fdb.sqlite3/raw/",
        "/media/..%2fdb.sqlite3",
        "/consent/choice/?language=xx",
    ],
)
def test_the_strangest_question_is_no_fault_of_ours(room: Room, path: str) -> None:
    answer = room.ask(path)
    assert answer.status < 500
    assert not CODE.search(answer.text.replace("/static/", "")) or answer.status == 200


FOREIGN = {
    "of another site": {"Sec_Fetch_Site": "cross-site", "Origin": "https://evil.example"},
    "of a sister site": {"Sec_Fetch_Site": "same-site"},
    "with another origin": {"Origin": "https://evil.example"},
    "with no origin": {"Origin": "null"},
    "that says nothing": {"Accept": "text/html"},
}


@pytest.mark.parametrize("sender", FOREIGN)
def test_a_form_from_elsewhere_is_refused(room: Room, sender: str) -> None:
    for path in room.forms:
        for accepted, language in {"sv": "sv", "en-GB": "en"}.items():
            expected = path[1:3] if path.startswith(("/sv/", "/en/")) else language
            answer = room.send(path, {"email": "a@b.se"}, Accept_Language=accepted, **FOREIGN[sender])
            check_page(answer, 403, expected)


def test_a_form_without_the_browsers_word_is_known_by_its_origin(room: Room) -> None:
    answer = room.send("/consent/", {}, Origin=room.site.base_url)
    assert answer.status == 303


def test_a_look_at_the_link_to_leave_ends_nothing(room: Room) -> None:
    assert room.ask(room.leaving, Origin="https://mail.example", Sec_Fetch_Site="cross-site").status == 200


def test_leaving_takes_any_origin(shared_room: Room) -> None:
    _confirming, managing, leaving = follow_mails(shared_room.site, "en")
    for headers in FOREIGN.values():
        assert shared_room.send(leaving, {"List-Unsubscribe": "One-Click"}, **headers).status == 200
    assert shared_room.ask(managing).status == 410


@pytest.mark.parametrize(
    "fields", [{"unheard": "of"}, {"statistics": "yes"}, {"service": "nobody"}, {"statistics": "on\0"}]
)
def test_an_unknown_choice_saves_nothing(room: Room, fields: dict[str, str]) -> None:
    check_page(room.send("/consent/", fields), 400, "sv")


def test_an_unknown_embed_is_not_found(room: Room) -> None:
    check_page(room.ask("/consent/embed/unknown/"), 404, "sv")
    check_page(room.send(FILM, {"choice": "for ever"}), 400, "sv")


def test_a_return_to_another_site_leads_to_the_settings(room: Room) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        answer = room.send("/consent/", {"next": elsewhere})
        assert (answer.status, answer.header("Location")) == (303, "/sv/kakor/"), elsewhere


def test_a_body_of_two_megabytes_is_refused_everywhere(room: Room) -> None:
    for path in [*room.forms, room.leaving, "/sv/", "/sv/finns-inte/"]:
        answer = ask(
            f"{room.site.base_url}{path}",
            method="POST",
            body=TOO_LARGE,
            Content_Type=FORM,
            Sec_Fetch_Site="same-origin",
        )
        check_page(answer, 413, "sv" if path != "/en/subscribe/" else "en")


def test_a_body_of_unsaid_length_changes_nothing(room: Room) -> None:
    """Sent in chunks, so that no header says how much is coming.

    All of it goes out at once: a server that refuses early hangs up on who is still sending.
    """
    host = urlsplit(room.site.base_url)
    for path in ("/sv/prenumerera/", "/consent/"):
        head = f"POST {path} HTTP/1.1\r\nHost: {host.netloc}\r\nContent-Type: {FORM}\r\n"
        chunks = "7\r\nemail=x\r\ne\r\n%40example.org\r\n0\r\n\r\n"
        request = f"{head}Sec-Fetch-Site: same-origin\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"
        with socket.create_connection((host.hostname, host.port), timeout=30) as connection:
            connection.sendall(request.encode())
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            assert answer.status == 413, path
            assert not answer.getheader("Set-Cookie")
            answer.close()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "NONSENSE"])
def test_an_unknown_method_is_not_allowed(room: Room, method: str) -> None:
    for path in ("/sv/", "/sv/prenumerera/", "/sv/kakor/", "/consent/", "/api/v1/plans/"):
        answer = ask(f"{room.site.base_url}{path}", method=method, Sec_Fetch_Site="same-origin")
        assert 400 <= answer.status < 500, (path, answer.status)
        assert not CODE.search(" ".join(text for _language, text in read(answer.text).spoken))


def test_a_stranger_as_host_gets_no_page(room: Room) -> None:
    answer = room.ask("/sv/", Host="evil.example")
    check_page(answer, 400, "sv")
    assert "evil.example" not in answer.text
