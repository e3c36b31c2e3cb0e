"""A stand-in for every foreign host: it counts who connects, and answers plain http.

With Chromium's `--host-resolver-rules` every name leads here. Over https a connection is counted
and named by the host in its TLS greeting (RFC 6066, server_name), then closed.
"""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

TLS_HANDSHAKE = b"\x16"
HOST = re.compile(rb"^host:\s*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
RECORD_AND_HANDSHAKE, VERSION_AND_RANDOM = 5 + 4, 2 + 32
SERVER_NAME = 0
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
READ_SECONDS = 2.0


class CountingServer(socketserver.ThreadingTCPServer):
    """Counts connections by host name in `hosts`, and keeps the first lines of plain requests in `requests`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.hosts: list[str] = []
        self.requests: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def flags(self) -> tuple[str, ...]:
        """Return the browser's flags that lead every foreign host here."""
        rules = f"MAP * 127.0.0.1:{self.port}, EXCLUDE 127.0.0.1"
        return (f"--host-resolver-rules={rules}", "--ignore-certificate-errors")

    def forget(self) -> None:
        self.hosts.clear()
        self.requests.clear()


class Answer(socketserver.BaseRequestHandler):
    server: CountingServer

    def handle(self) -> None:
        self.request.settimeout(READ_SECONDS)
        try:
            greeting: bytes = self.request.recv(8192)
        except OSError:
            greeting = b""
        if not greeting:
            self.server.hosts.append("(silent)")
        elif greeting.startswith(TLS_HANDSHAKE):
            self.server.hosts.append(read_server_name(greeting) or "(tls)")
        else:
            self.answer(greeting)

    def answer(self, greeting: bytes) -> None:
        host = HOST.search(greeting)
        line = greeting.split(b"\r\n", 1)[0].decode("latin-1")
        self.server.hosts.append(host[1].decode("latin-1") if host else "(http)")
        self.server.requests.append(line)
        is_script = b".js" in greeting.split(b"\r\n", 1)[0]
        kind, body = (
            (b"text/javascript", b"window.loaded = true;") if is_script else (b"text/html", b"<p>loaded</p>")
        )
        self.request.sendall(ANSWER % (kind, len(body), body))


def read_server_name(greeting: bytes) -> str:
    """Return the host that a ClientHello asks for (RFC 8446, 4.1.2; RFC 6066, 3), or nothing.

    Its other parts are random octets, among which anything may look like a name [measured].
    """
    at = RECORD_AND_HANDSHAKE + VERSION_AND_RANDOM
    for octets in (1, 2, 1):  # session id, cipher suites, compression methods
        at += octets + int.from_bytes(greeting[at : at + octets], "big")
    at += 2
    while at + 4 <= len(greeting):
        kind, length = (int.from_bytes(greeting[at + step : at + step + 2], "big") for step in (0, 2))
        if kind == SERVER_NAME:
            return greeting[at + 9 : at + 4 + length].decode("latin-1")
        at += 4 + length
    return ""


@contextmanager
def counting() -> Iterator[CountingServer]:
    """Run a counting server until the block ends."""
    with CountingServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
