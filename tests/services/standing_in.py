"""Stands in for every foreign host over https too: answers with a page or a script, and counts by host.

`counting` sees who is reached; this also lets what is reached run, so that a player plays.
"""

import datetime as dt
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

READ_SECONDS = 5.0
TLS_HANDSHAKE = b"\x16"
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: %s; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
)
PAGE = "<!doctype html><title>Stand-in</title><h1>Stand-in for {host}</h1><p>{path}</p>"
BROWSERS_OWN = ("googleapis.com", "google.com", "gvt1.com", "gstatic.com")
"""Where Chromium itself calls, whatever its flags say; no provider is at home there."""
IDLE_SCRIPT = "document.body.append('Stand-in script');"


class StandIn(socketserver.ThreadingTCPServer):
    """Answers every host; `asked` holds (host, path) in order, `scripts` what a path ending in .js answers."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.context = context
        self.asked: list[tuple[str, str]] = []
        self.script = IDLE_SCRIPT

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def hosts(self) -> set[str]:
        """The hosts that were reached."""
        return {host for host, _path in self.asked}

    @property
    def flags(self) -> tuple[str, ...]:
        """Return the browser's flags that lead every foreign host here."""
        rules = f"MAP * 127.0.0.1:{self.port}, EXCLUDE 127.0.0.1"
        return (f"--host-resolver-rules={rules}", "--ignore-certificate-errors")

    def forget(self) -> None:
        """Begin anew: nobody has asked, and scripts do nothing."""
        self.asked.clear()
        self.script = IDLE_SCRIPT


class Answer(socketserver.BaseRequestHandler):
    server: StandIn

    def handle(self) -> None:
        self.request.settimeout(READ_SECONDS)
        try:
            if self.request.recv(1, socket.MSG_PEEK) != TLS_HANDSHAKE:
                self.answer(self.request)
                return
            with self.server.context.wrap_socket(self.request, server_side=True) as connection:
                self.answer(connection)
        except OSError:
            return

    def answer(self, connection: socket.socket) -> None:
        head = connection.recv(16384).decode("latin-1")
        lines = head.split("\r\n")
        path = ([*lines[0].split(" "), "", ""])[1]
        named = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("host:")]
        host = (named or ["(none)"])[0]
        if not host.endswith(BROWSERS_OWN):
            self.server.asked.append((host, path))
        if path.partition("?")[0].endswith(".js"):
            kind, body = b"text/javascript", self.server.script
        else:
            kind, body = b"text/html", PAGE.format(host=host, path=path.partition("?")[0])
        connection.sendall(ANSWER % (kind, len(body.encode()), body.encode()))


def write_certificate(directory: Path) -> ssl.SSLContext:
    """Return a server's context with a certificate of its own making, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stand-in")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = directory / "stand-in.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@contextmanager
def standing_in() -> Iterator[StandIn]:
    """Run a stand-in until the block ends."""
    with TemporaryDirectory() as directory, StandIn(write_certificate(Path(directory))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
