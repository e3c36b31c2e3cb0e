"""Asks as fast as a server answers: several kept connections, and next to no work of our own."""

import re
import socket
import time
from contextlib import ExitStack
from dataclasses import dataclass

CONNECTIONS = 8
SECONDS = 30.0
HEAD_END = b"\r\n\r\n"
STATUS = re.compile(rb"HTTP/1\.1 (\d{3})")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Question:
    """One request, sent again and again; with a `form` it is a POST, as our own page sends it."""

    path: str
    form: str = ""
    cookie: str = ""
    status: int = 200

    def as_octets(self, port: int) -> bytes:
        lines = [f"{'POST' if self.form else 'GET'} {self.path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
        if self.cookie:
            lines.append(f"Cookie: cookie_consent={self.cookie}")
        if self.form:
            lines += [
                "Sec-Fetch-Site: same-origin",
                f"Content-Type: {FORM}",
                f"Content-Length: {len(self.form)}",
            ]
        return "\r\n".join([*lines, "", self.form]).encode()


def measure(port: int, question: Question, seconds: float) -> float:
    """Return answers a second; an answer with another status raises `RuntimeError`."""
    request = question.as_octets(port)
    with ExitStack() as stack:
        sockets = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port), SECONDS))
            for _ in range(CONNECTIONS)
        ]
        answers, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < seconds:
            for each in sockets:
                each.sendall(request)
            for each in sockets:
                status = read_answer(each)
                if status != question.status:
                    raise RuntimeError(f"{question.path} answered {status}")
            answers += len(sockets)
        return answers / (time.perf_counter() - begun)


def read_answer(connection: socket.socket) -> int:
    """Read one whole answer and return its status. The server names its length, or sends no body."""
    got = b""
    while HEAD_END not in got:
        got += receive(connection)
    head, _, body = got.partition(HEAD_END)
    named = LENGTH.search(head)
    missing = int(named[1]) - len(body) if named else 0
    while missing > 0:
        missing -= len(receive(connection))
    status = STATUS.match(head)
    return int(status[1]) if status else 0


def receive(connection: socket.socket) -> bytes:
    octets = connection.recv(1 << 18)
    if not octets:
        raise ConnectionError("the server closed the connection")
    return octets
