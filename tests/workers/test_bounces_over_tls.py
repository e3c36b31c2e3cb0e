"""The mailbox of reports is read over TLS, and what is wrong with the connection is said in words."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from imaplib import IMAP4
from pathlib import Path

import pytest
from django.core.checks import run_checks
from pytest_django.fixtures import Settings

from tests.services.certificates import DAY, Issuer
from tests.services.imap import ImapServer
from tests.workers.announcing import follower
from tests.workers.returning import bounce
from tests.workers.test_bounces import fetch, is_active, write_to
from workers.services.bounces import imap as reader
from workers.services.bounces.explaining import explain

pytestmark = pytest.mark.django_db

Serve = Callable[..., ImapServer]


@pytest.fixture
def issuer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    """An issuer whom this machine trusts as an operator has it trust one."""
    made = Issuer(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.trusted))
    return made


@pytest.fixture
def serve(issuer: Issuer, settings: Settings) -> Iterator[Serve]:
    """Start a server with a certificate for these names, which our reader looks for at `host`."""
    with ExitStack() as stack:

        def start(
            *names: str, host: str = "127.0.0.1", begins: timedelta = -DAY, ends: timedelta = DAY
        ) -> ImapServer:
            server = stack.enter_context(ImapServer(issuer.certify(*names, begins=begins, ends=ends), host))
            settings.BOUNCES_URL = server.url
            return server

        yield start


def said(caplog: pytest.LogCaptureFixture) -> str:
    """What one reading that failed logged."""
    caplog.clear()
    assert fetch() == {}
    (line,) = caplog.messages
    assert not any(
        secret in caplog.text
        for secret in ("secret", '"word', "my-pass", "bounces@", "example.org", "127.0.0.1")
    )
    return line


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_mailbox_is_read_over_tls(serve: Serve, host: str) -> None:
    server = serve("127.0.0.1", "localhost", host=host)
    person = follower()
    server.post.deliver(bounce(write_to(person)))
    assert fetch() == {"bounce": 1}
    assert not is_active(person) and server.folder() == []


def test_an_issuer_that_nobody_trusts_is_to_be_named(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    server = serve("127.0.0.1")
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "name the file with its issuer in SSL_CERT_FILE" in said(caplog)
    assert server.post.heard == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_certificate_for_another_name_is_refused(
    serve: Serve, host: str, caplog: pytest.LogCaptureFixture
) -> None:
    server = serve("mail.example.org", host=host)
    assert "is for another name" in said(caplog)
    assert server.post.heard == []


def test_a_certificate_out_of_its_time_is_refused(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    servers = [serve("127.0.0.1", begins=-2 * DAY, ends=-DAY)]
    assert "has expired: have it renewed" in said(caplog)
    servers.append(serve("127.0.0.1", begins=DAY, ends=2 * DAY))
    assert "is not valid yet: compare the clocks" in said(caplog)
    assert [server.post.heard for server in servers] == [[], []]


def test_a_server_without_tls_never_hears_the_password(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with ImapServer() as server:
        settings.BOUNCES_URL = server.url.replace("imap://", "imaps://")
        assert "imaps is port 993" in said(caplog)
    assert not any("LOGIN" in line for line in server.post.heard)


@pytest.mark.parametrize("scheme", ["imap", "imaps"])
def test_a_server_that_takes_the_call_and_is_silent_holds_no_worker(
    settings: Settings, scheme: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(reader, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.BOUNCES_URL = f"{scheme}://u:secret@127.0.0.1:{silent.getsockname()[1]}/"
        assert "did not answer in time" in said(caplog)


@pytest.mark.parametrize("greeting", [b"", b"\x15\x03\x03"])
def test_a_server_that_hangs_up_within_the_handshake_is_told_of(
    settings: Settings, greeting: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.BOUNCES_URL = f"imaps://u:secret@127.0.0.1:{server.getsockname()[1]}/"

        connect = socket.create_connection

        def connect_and_lose(*given: object, **named: object) -> socket.socket:
            line = connect(*given, **named)  # type: ignore[arg-type]  # handed on as they came
            other, _ = server.accept()
            other.sendall(greeting)
            other.shutdown(socket.SHUT_WR)
            other.close()
            return line

        monkeypatch.setattr(socket, "create_connection", connect_and_lose)
        assert "broke off" in said(caplog)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("127.0.0.1:1/", "nothing listens"),
        ("mail..example.org/", "cannot be found"),
    ],
)
def test_a_place_where_no_server_is_is_told_apart(
    settings: Settings, place: str, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings.BOUNCES_URL = f"imaps://u:secret@{place}"
    assert words in said(caplog)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(socket.EAI_NONAME, "example.org"), "cannot be found"),
        (IMAP4.readonly("bounces@example.org is not writable"), "take nothing away"),
        (IMAP4.error("secret"), "cannot be talked to (error)"),
    ],
)
def test_what_needs_a_strange_server_is_explained_without_its_words(error: Exception, words: str) -> None:
    said = explain(error)
    assert words in said and "secret" not in said and "example.org" not in said


def test_a_folder_that_is_not_there_and_a_wrong_password_are_told_apart(
    serve: Serve, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    server = serve("127.0.0.1")
    settings.BOUNCES_URL = server.url.replace("/INBOX", "/Elsewhere")
    assert "the folder that BOUNCES_URL names is not there" in said(caplog)
    settings.BOUNCES_URL = server.url.replace("pass%22", "not-my-pass")
    assert "the log-in was refused" in said(caplog)


@pytest.mark.parametrize(
    "url",
    ["imaps://u:l%C3%B6senord@mail.example.org/", "imaps://u:a%0D%0Ab@mail.example.org/", "imaps://u:p@h:x/"],
)
def test_what_no_command_can_hold_is_an_error_before_anything_starts(
    settings: Settings, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings.BOUNCES_URL = url
    assert "senord" not in said(caplog)
    (error,) = [error for error in run_checks() if error.id == "workers.E011"]
    assert "senord" not in str(error)
