"""Posts one message and reads the answer: no redirect, no proxy, and an end to everything.

The socket is ours from the look-up on, because `http.client` would look the name up itself, and its
time limit begins anew with every octet that trickles in.
"""

import io
import socket
import ssl
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from typing import Any

from workers.models import Problem
from workers.services.webhooks.guarding import Place, Refused, Target, find_places, read_target

ANSWER_SECONDS = 15.0
CONNECT_SECONDS = 5.0
READING_SECONDS = 3.0
MOST_OCTETS = 64 * 1024
KEPT_OCTETS = 500
SUCCESS = range(200, 300)
REDIRECTS = range(300, 400)
GONE = 410
AGENT = "Kompetensplan-Webhooks/1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one attempt; `retry_after` is in seconds, `beginning` for people to read."""

    status: int | None = None
    problem: Problem | None = None
    beginning: str = ""
    retry_after: float | None = None


class Deadline:
    """A moment that nothing may pass, in seconds from now."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def shorten(self, seconds: float) -> None:
        self._end = min(self._end, time.monotonic() + seconds)

    def left(self) -> float:
        """Return how many seconds are left. Raises `TimeoutError` when none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Wire(io.RawIOBase):
    """Reads from a socket until the deadline, however slowly the octets come."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(self._deadline.left())
        return self._connection.recv_into(buffer)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)


def exchange(url: str, fields: dict[str, str], body: str) -> Answer:
    """Post a JSON text with these header fields, in at most 15 seconds after the look-up; never raises for a receiver's fault."""
    try:
        target = read_target(url)
        places = find_places(target)
        deadline = Deadline(ANSWER_SECONDS)
        with closing(connect(target, places, deadline)) as connection:
            return converse(connection, lay_out(target, fields, body.encode()), deadline)
    except Refused as refusal:
        return Answer(problem=refusal.problem)
    except TimeoutError:
        return Answer(problem=Problem.SILENCE)
    except (HTTPException, ValueError):
        return Answer(problem=Problem.NONSENSE)
    except OSError:
        return Answer(problem=Problem.CONNECTION)


def connect(target: Target, places: list[Place], deadline: Deadline) -> socket.socket:
    """Connect to the first place that answers; over https the certificate must be the name's.

    Raises `Refused` for a certificate that does not hold, and OSError.
    """
    connection = reach(places, deadline)
    if target.scheme == "http":
        return connection
    try:
        connection.settimeout(deadline.left())
        return ssl.create_default_context().wrap_socket(connection, server_hostname=target.host)
    except TimeoutError:
        connection.close()
        raise
    except (ssl.SSLError, ValueError):
        connection.close()
        raise Refused(Problem.TLS) from None
    except OSError:
        connection.close()
        raise


def reach(places: list[Place], deadline: Deadline) -> socket.socket:
    """Return a connection to the first place that takes one. Raises the last error."""
    for number, place in enumerate(places, start=1):
        connection = socket.socket(place.family, socket.SOCK_STREAM)
        try:
            connection.settimeout(min(CONNECT_SECONDS, deadline.left()))
            connection.connect(place.address)
        except OSError:
            connection.close()
            if number == len(places):
                raise
        else:
            return connection
    raise OSError


def lay_out(target: Target, fields: dict[str, str], body: bytes) -> bytes:
    """Return the whole request."""
    lines = [
        f"POST {target.path} HTTP/1.1",
        f"Host: {target.named}",
        f"User-Agent: {AGENT}",
        "Accept: */*",
        "Accept-Encoding: identity",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *(f"{name}: {value}" for name, value in fields.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def converse(connection: socket.socket, request: bytes, deadline: Deadline) -> Answer:
    """Send a request and read its answer: the status decides, what follows is for people."""
    connection.settimeout(deadline.left())
    connection.sendall(request)
    response = HTTPResponse(Wire(connection, deadline), method="POST")  # type: ignore[arg-type]  # asks it for a file and nothing else
    with closing(response):
        response.begin()
        deadline.shorten(READING_SECONDS)
        return Answer(
            status=response.status,
            problem=judge_status(response.status),
            beginning=read_beginning(response),
            retry_after=read_retry_after(response.headers.get("Retry-After", "")),
        )


def judge_status(status: int) -> Problem | None:
    """Return what is wrong with an answer, or None for success."""
    if status in SUCCESS:
        return None
    if status in REDIRECTS:
        return Problem.REDIRECT
    return Problem.GONE if status == GONE else Problem.REFUSED


def read_beginning(response: HTTPResponse) -> str:
    """Return the first octets of an answer as text; the rest is read for politeness, up to a limit."""
    octets = b""
    try:
        while len(octets) < MOST_OCTETS and (piece := response.read1(8192)):
            octets += piece
    except (OSError, HTTPException, ValueError):
        pass  # the status was said in time, and the words are only for people
    return octets[:KEPT_OCTETS].decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")


def read_retry_after(written: str) -> float | None:
    """Return a Retry-After in seconds (RFC 9110, 10.2.3: a number or a date), or None."""
    if written.isdecimal() and written.isascii():
        return float(written[:9])
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
