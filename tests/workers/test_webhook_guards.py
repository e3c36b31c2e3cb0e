"""Where a webhook is never posted to, and what a hostile receiver cannot do to us."""

import socket
import time
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.workers.receiving import OK, Conversation, Receiver, certify, status
from workers.models import Problem
from workers.services.webhooks import exchanging
from workers.services.webhooks.exchanging import Answer, exchange
from workers.services.webhooks.guarding import is_public, leads_inward

pytestmark = pytest.mark.usefixtures("open_loopback")

NAME = "hook.example.org"
PUBLIC = "8.8.8.8"

CLOSED = [
    "127.0.0.1", "127.9.9.9", "0.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.8", "192.0.2.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.1.1.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1", "fe80::1", "fec0::1", "fc00::1",
    "fd00:ec2::254", "ff02::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "100::1",
    "168.63.129.16", "192.31.196.1", "192.52.193.1", "192.175.48.1", "2620:4f:8000::1",
]  # fmt: skip
OPEN = [
    "8.8.8.8",
    "172.32.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "198.20.0.1",
    "2606:4700::1111",
    "2001:4860::1",
]
INWARD = ["127.1", "0x7f000001", "2130706433", "017700000001", "localhost", "db", "plan.internal", "::1"]


class Resolver:
    """Stands in for the system's resolver: leads a name to addresses, the next ones at each look-up."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, host: Any, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        self.asked += 1
        addresses = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            (
                socket.AF_INET6 if ":" in address else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (address, port, 0, 0) if ":" in address else (address, port),
            )
            for address in addresses
        ]


class Connections:
    """Stands in for the network: keeps which addresses were connected to, and refuses each."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[str] = []
        monkeypatch.setattr(socket.socket, "connect", lambda _self, address: self.refuse(address))

    def refuse(self, address: Any) -> None:
        self.made.append(str(address[0]))
        raise ConnectionRefusedError


def post(url: str) -> Answer:
    return exchange(url, {"webhook-id": "msg_1"}, "{}")


def lead(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> Resolver:
    resolver = Resolver(*answers)
    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    return resolver


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_inside_a_network_is_closed(address: str) -> None:
    assert not is_public(ip_address(address))
    assert leads_inward(address)


@pytest.mark.parametrize("address", OPEN)
def test_an_address_of_the_open_internet_is_open(address: str) -> None:
    assert is_public(ip_address(address))
    assert not leads_inward(address)


@pytest.mark.parametrize("host", INWARD)
def test_a_name_for_something_inside_is_seen_as_it_is_written(host: str) -> None:
    assert leads_inward(host)
    assert not leads_inward(NAME)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "[::1]", "localhost"])
def test_loopback_is_closed_unless_the_setting_opens_it(
    host: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    connections = Connections(monkeypatch)
    settings.WEBHOOKS_ALLOW_LOOPBACK = False
    assert post(f"https://{host}/").problem == Problem.PRIVATE
    assert connections.made == []


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::a00:1"])
def test_a_name_that_leads_inside_is_not_connected_to(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    connections = Connections(monkeypatch)
    lead(monkeypatch, [address])
    assert post(f"https://{NAME}/").problem == Problem.PRIVATE
    lead(monkeypatch, [PUBLIC, address])
    assert post(f"https://{NAME}/").problem == Problem.PRIVATE
    assert connections.made == []


def test_a_name_that_leads_elsewhere_a_moment_later_leads_nowhere(
    monkeypatch: pytest.MonkeyPatch, receiver: Receiver
) -> None:
    connections = Connections(monkeypatch)
    resolver = lead(monkeypatch, [PUBLIC], ["127.0.0.1"])
    assert post(f"https://{NAME}/").problem == Problem.CONNECTION
    assert (connections.made, resolver.asked, receiver.connections) == ([PUBLIC], 1, 0)


@pytest.mark.parametrize(
    "url",
    [
        f"http://{NAME}/", f"https://{NAME}:80/", f"https://{NAME}:22/", f"https://anna:secret@{NAME}/",
        f"ftp://{NAME}/", "https:///", f"https://{NAME}:99999/", "file:///etc/passwd", "https://[::1/",
    ],
)  # fmt: skip
def test_only_https_at_usual_ports_and_without_a_password(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    connections = Connections(monkeypatch)
    lead(monkeypatch, [PUBLIC])
    assert post(url).problem == Problem.ADDRESS
    assert connections.made == []


def test_an_unusual_port_is_not_even_looked_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WEBHOOKS_ALLOW_LOOPBACK = False
    resolver = lead(monkeypatch, [PUBLIC])
    assert post(f"https://{NAME}:6379/").problem == Problem.ADDRESS
    assert resolver.asked == 0


def test_a_name_that_is_not_found_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert post(f"https://{NAME}/").problem == Problem.LOOKUP


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    with Receiver() as metadata:
        receiver.answer = status(302, Location=metadata.url)
        assert post(receiver.url) == Answer(302, Problem.REDIRECT)
        assert metadata.connections == 0


def test_a_proxy_of_the_environment_is_not_asked(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    with Receiver() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert post(receiver.url).problem is None
        assert proxy.connections == 0


@pytest.mark.parametrize("said", [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 ", b"a"])
def test_an_answer_that_trickles_in_is_cut_off(
    said: bytes, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanging, "ANSWER_SECONDS", 0.5)
    receiver.answer = lambda conversation: conversation.trickle(said, b"x")
    assert post(receiver.url).problem == Problem.SILENCE


def test_a_receiver_that_says_nothing_is_left(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchanging, "ANSWER_SECONDS", 0.3)
    receiver.answer = lambda _conversation: time.sleep(2)
    assert post(receiver.url).problem == Problem.SILENCE


def test_a_body_without_end_is_read_to_its_limit(receiver: Receiver) -> None:
    said: list[int] = []

    def pour(conversation: Conversation) -> None:
        conversation.say(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            conversation.say(b"x" * 65536)
            said.append(65536)

    receiver.answer = pour
    answer = post(receiver.url)
    assert (answer.status, answer.problem, answer.beginning) == (200, None, "x" * 500)
    assert sum(said) < 64 * 1024 * 1024


def test_a_body_that_trickles_does_not_undo_a_success(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanging, "READING_SECONDS", 0.2)
    receiver.answer = lambda conversation: conversation.trickle(b"HTTP/1.1 200 OK\r\n\r\n", b"x")
    answer = post(receiver.url)
    assert (answer.status, answer.problem) == (200, None)


@pytest.mark.parametrize(
    "said",
    [
        b"hello\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200,
        b"\x00" * 100,
    ],
)
def test_what_is_no_answer_is_a_failure(said: bytes, receiver: Receiver) -> None:
    receiver.answer = said
    assert post(receiver.url).problem in (Problem.NONSENSE, Problem.CONNECTION)


def test_what_an_answer_says_can_be_kept(receiver: Receiver) -> None:
    receiver.answer = status(500, b"\x00\xff<script>" + "å".encode() * 600)
    answer = post(receiver.url)
    assert answer.problem == Problem.REFUSED
    assert answer.beginning.startswith("\ufffd\ufffd<script>å")


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("120", 120.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("soon", None), ("-5", None), ("", None)],
)
def test_when_to_come_back_is_read(written: str, seconds: float | None, receiver: Receiver) -> None:
    receiver.answer = status(503, Retry_After=written)
    assert post(receiver.url).retry_after == seconds


class TestCertificates:
    """Over https the certificate must be the name's, though the address was looked up before."""

    def test_a_certificate_of_the_name_is_good(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        context, trusted = certify(tmp_path, NAME)
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        asked: list[str | None] = []
        context.sni_callback = lambda _socket, name, _context: asked.append(name)
        lead(monkeypatch, ["127.0.0.1"])
        with Receiver(context) as receiver:
            assert post(f"https://{NAME}:{receiver.port}/hook").problem is None
            assert receiver.got[0].fields["host"] == f"{NAME}:{receiver.port}"
        assert asked == [NAME]

    def test_a_certificate_of_another_name_is_not(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        context, trusted = certify(tmp_path, "other.example.org")
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        lead(monkeypatch, ["127.0.0.1"])
        with Receiver(context) as receiver:
            assert post(f"https://{NAME}:{receiver.port}/hook").problem == Problem.TLS
            assert receiver.got == []

    def test_a_certificate_that_nobody_vouches_for_is_not(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        context, _ = certify(tmp_path, NAME)
        lead(monkeypatch, ["127.0.0.1"])
        with Receiver(context) as receiver:
            assert post(f"https://{NAME}:{receiver.port}/hook").problem == Problem.TLS
            assert receiver.got == []

    def test_plain_http_where_https_is_expected_is_not(
        self, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        receiver.answer = OK
        assert post(f"https://127.0.0.1:{receiver.port}/").problem in (Problem.TLS, Problem.CONNECTION)
