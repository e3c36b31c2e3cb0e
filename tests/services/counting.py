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
HOSTNAME = re.compile(rb"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
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
            name = HOSTNAME.search(greeting[40:])
            self.server.hosts.append(name[0].decode() if name else "(tls)")
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
