"""A door with TLS in front of the test's site: browsers heed reporting headers over https alone."""

import base64
import hashlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Key and certificate of `*.site.test`, a name that nobody can have (RFC 6761, 6.2).
PEM = Path(__file__).with_name("loopback.pem")
END_OF_KEY = "-----END PRIVATE KEY-----\n"
DOMAIN = "site.test"
CHUNK = 65536
SECONDS = 10.0
END_OF_REQUEST = b"\r\n\r\n"
# How a public key on the curve P-256 begins, and how long it is (RFC 5480, 2).
P256 = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")
P256_OCTETS = 91


class Door(socketserver.ThreadingTCPServer):
    """Hands each GET that comes over TLS to a port of this machine, and its answer back."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), Passage)
        self.behind = port
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(PEM)


class Passage(socketserver.BaseRequestHandler):
    server: Door

    def handle(self) -> None:
        self.request.settimeout(SECONDS)
        with suppress(OSError), self.server.context.wrap_socket(self.request, server_side=True) as outside:
            asked = b""
            while not asked.endswith(END_OF_REQUEST):
                if not (octets := outside.recv(CHUNK)):
                    return
                asked += octets
            with socket.create_connection(("127.0.0.1", self.server.behind)) as inside:
                lines = asked.replace(b"Connection: keep-alive\r\n", b"Connection: close\r\n")
                inside.sendall(lines)
                while octets := inside.recv(CHUNK):
                    outside.sendall(octets)


@contextmanager
def opening(port: int) -> Iterator[int]:
    """Run the door before a port until the block ends; give the door's own."""
    with Door(port) as door:
        thread = threading.Thread(target=door.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield int(door.server_address[1])
        finally:
            door.shutdown()
            thread.join()


def fingerprint() -> str:
    """Return the hash by which Chromium is told to trust this one key (RFC 7469, 2.4)."""
    certificate = ssl.PEM_cert_to_DER_cert(PEM.read_text(encoding="ascii").partition(END_OF_KEY)[2])
    at = certificate.index(P256)
    return base64.b64encode(hashlib.sha256(certificate[at : at + P256_OCTETS]).digest()).decode()
