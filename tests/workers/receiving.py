"""Receivers of webhooks on this machine, over http and https, told how to misbehave."""

import datetime as dt
import ipaddress
import json
import socketserver
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from standardwebhooks import Webhook

OK = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
Answering = Callable[["Conversation"], None]


def status(code: int, body: bytes = b"", **fields: str) -> bytes:
    """Return an answer, with header fields given as `Retry_After="9"`."""
    lines = [f"HTTP/1.1 {code} Said", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Got:
    """One request as it came: path, header fields in lower case, and the body's text."""

    path: str
    fields: dict[str, str]
    body: str

    @property
    def content(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.body)
        return read

    def verify(self, secret: str) -> Any:
        """Have the reference library check it. Raises its `WebhookVerificationError`."""
        return Webhook(secret).verify(self.body, self.fields)


class Conversation(socketserver.StreamRequestHandler):
    """Reads one request and answers as the receiver was told."""

    server: "Receiver"

    def handle(self) -> None:
        try:
            _, path, _ = self.rfile.readline().decode().split()
            fields: dict[str, str] = {}
            while line := self.rfile.readline().decode().strip():
                name, _, value = line.partition(":")
                fields[name.lower()] = value.strip()
            body = self.rfile.read(int(fields.get("content-length", "0"))).decode()
            self.server.got.append(Got(path, fields, body))
            answer = self.server.answers.pop(0) if self.server.answers else self.server.answer
            if isinstance(answer, bytes):
                self.say(answer)
            else:
                answer(self)
        except (OSError, ValueError):
            pass  # whoever spoke to us had enough

    def say(self, octets: bytes) -> None:
        self.wfile.write(octets)
        self.wfile.flush()

    def trickle(self, first: bytes, octets: bytes) -> None:
        """Say something, and then one octet at a time, until the other side has had enough."""
        self.say(first)
        for octet in octets * 1000:
            self.say(bytes([octet]))
            time.sleep(0.05)


class Receiver(socketserver.ThreadingTCPServer):
    """A server on a free port: `got` holds what came, `answers` what it says to the next ones."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, context: ssl.SSLContext | None = None, answer: bytes | Answering = OK) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.context = context
        self.answer = answer
        self.answers: list[bytes | Answering] = []
        self.got: list[Got] = []
        self.connections = 0

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        return f"{'https' if self.context else 'http'}://127.0.0.1:{self.port}/hook?for=plan"

    def get_request(self) -> Any:
        connection, address = super().get_request()
        self.connections += 1
        connection.settimeout(5)
        return (self._secure(connection), address)

    def _secure(self, connection: Any) -> Any:
        if self.context is None:
            return connection
        return self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A handshake that the other side broke off is what some tests are about."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self.server_close()


def certify(folder: Path, *names: str) -> tuple[ssl.SSLContext, Path]:
    """Return a server's TLS context with a certificate for these names, and the file to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Receiver")])
    now = dt.datetime.now(dt.UTC)
    known = [
        x509.IPAddress(ipaddress.ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
        for name in names
    ]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(known), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted = folder / "trusted.pem"
    trusted.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = folder / "private.pem"
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, private)
    return context, trusted
