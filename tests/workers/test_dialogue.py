"""What passes between us and a mail server, line by line: with PIPELINING and without, and every mix of refusals."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from pytest_django.fixtures import Settings

from workers import mail
from workers.answers import Outcome, Verdict
from workers.mail import CarrierDown, SmtpCarrier

MESSAGE = b"Subject: x\r\n\r\n.dot\r\n"


@dataclass
class Scripted:
    """A server that gives each command the answer that was written for it, and remembers what it heard."""

    answers: dict[str, str] = field(default_factory=dict)
    pipelining: bool = True
    heard: list[str] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)
    silent_after: str = ""
    port: int = 0

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with suppress(ConnectionError), connection, connection.makefile("rb") as lines:
                self.talk(connection, lines.readline)

    def talk(self, connection: socket.socket, readline: Callable[[], bytes]) -> None:
        offer = "250-here\r\n250 PIPELINING" if self.pipelining else "250 here"
        connection.sendall(b"220 here\r\n")
        while line := readline():
            word = line[:4].decode("ascii").strip().upper()
            self.heard.append(word)
            if word == self.silent_after:
                continue
            usual = {"EHLO": offer, "DATA": "354 go ahead", "QUIT": "221 bye"}.get(word, "250 fine")
            answer = self.answers.get(word, usual)
            if answer == "drop":
                return
            connection.sendall(f"{answer}\r\n".encode("ascii"))
            if word == "DATA" and answer.startswith("354") and not self.take(connection, readline):
                return

    def take(self, connection: socket.socket, readline: Callable[[], bytes]) -> bool:
        body = b""
        while (line := readline()) != b".\r\n":
            if not line:
                return False
            body += line
        self.taken.append(body)
        answer = self.answers.get(".", "250 taken")
        if answer == "drop":
            return False
        connection.sendall(f"{answer}\r\n".encode("ascii"))
        return True


@pytest.fixture(params=[True, False], ids=["pipelining", "one by one"])
def server(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Scripted]:
    scripted = Scripted(pipelining=request.param)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        scripted.port = listener.getsockname()[1]
        settings.EMAIL_URL = f"smtp://127.0.0.1:{scripted.port}"
        thread = threading.Thread(target=scripted.serve, args=[listener], daemon=True)
        thread.start()
        yield scripted
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(5)


@pytest.fixture
def carrier(server: Scripted, settings: Settings) -> Iterator[SmtpCarrier]:
    opened = SmtpCarrier(settings.EMAIL_URL)
    yield opened
    opened.close()


def send(carrier: SmtpCarrier, recipient: str = "anna@example.org") -> Outcome:
    carrier.begin(recipient)
    return carrier.send(MESSAGE)


def test_a_message_is_taken_whole_and_another_after_it(carrier: SmtpCarrier, server: Scripted) -> None:
    assert [send(carrier).verdict for _ in range(2)] == [Verdict.SENT] * 2
    assert server.taken == [b"Subject: x\r\n\r\n..dot\r\n"] * 2
    assert server.heard == ["EHLO", *["MAIL", "RCPT", "DATA"] * 2]


@pytest.mark.parametrize("to_data", ["354 go ahead", "503 no recipients", "554 no valid recipients"])
@pytest.mark.parametrize(("answer", "verdict"), [("550 5.1.1 no", "failed"), ("451 4.7.1 later", "retry")])
def test_a_refused_recipient_gets_nothing_whatever_data_is_answered(
    carrier: SmtpCarrier, server: Scripted, to_data: str, answer: str, verdict: str
) -> None:
    server.answers = {"RCPT": answer, "DATA": to_data}
    outcome = send(carrier)
    assert (outcome.verdict, outcome.detail) == (verdict, answer)
    assert b"".join(server.taken) == b""
    server.answers = {}
    assert send(carrier).verdict == Verdict.SENT
    assert server.taken[-1] == b"Subject: x\r\n\r\n..dot\r\n"


def test_a_refusal_of_the_sender_is_our_fault(carrier: SmtpCarrier, server: Scripted) -> None:
    server.answers = {"MAIL": "550 5.7.1 not you", "RCPT": "503 no", "DATA": "503 no"}
    with pytest.raises(CarrierDown, match="550"):
        send(carrier)
    assert not carrier.usable


def test_a_sender_that_is_put_off_tries_again(carrier: SmtpCarrier, server: Scripted) -> None:
    server.answers = {"MAIL": "452 4.3.1 full", "RCPT": "503 no", "DATA": "503 no"}
    assert send(carrier) == Outcome(Verdict.RETRY, "452 4.3.1 full")
    server.answers = {}
    assert send(carrier).verdict == Verdict.SENT


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_closes_in_the_middle_loses_nothing(
    carrier: SmtpCarrier, server: Scripted, word: str
) -> None:
    server.answers = {word: "421 closing"}
    assert send(carrier) == Outcome(Verdict.RETRY, "421 closing")
    assert not carrier.usable
    assert server.taken == []


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA"])
def test_a_connection_that_drops_before_the_dot_is_tried_again(
    carrier: SmtpCarrier, server: Scripted, word: str
) -> None:
    server.answers = {word: "drop"}
    assert send(carrier).verdict == Verdict.RETRY
    assert not carrier.usable


def test_a_connection_that_drops_after_the_dot_leaves_doubt(carrier: SmtpCarrier, server: Scripted) -> None:
    server.answers = {".": "drop"}
    assert send(carrier).verdict == Verdict.UNCERTAIN
    assert not carrier.usable


def test_who_is_left_out_after_all_gets_not_even_an_empty_message(
    carrier: SmtpCarrier, server: Scripted
) -> None:
    carrier.begin("anna@example.org")
    carrier.abandon()
    carrier.close()
    assert server.taken == []
    assert carrier.usable is not server.pipelining


def test_a_server_that_hangs_is_not_waited_for_without_end(
    server: Scripted, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 1)
    carrier = SmtpCarrier(settings.EMAIL_URL)
    server.silent_after = "RCPT"
    assert send(carrier).verdict == Verdict.RETRY
    assert not carrier.usable
    carrier.close()


@pytest.mark.parametrize("recipient", ["anna@example.org>\r\nRCPT TO:<eva@example.org", "å@example.org", ""])
def test_no_address_can_end_a_command(carrier: SmtpCarrier, server: Scripted, recipient: str) -> None:
    assert send(carrier, recipient).verdict == Verdict.FAILED
    assert server.heard == ["EHLO"]
    assert send(carrier).verdict == Verdict.SENT
