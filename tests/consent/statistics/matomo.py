"""A stand-in for Matomo's tracking API that keeps every octet, and can be ill in several ways."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SLOW_SECONDS = 1.0
DRIP_SECONDS = 0.2


class Matomo(ThreadingHTTPServer):
    """Answers as its `mood` says: well, failing, redirecting, strange, choosy, refusing, hanging, dripping."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.mood = "well"
        self.log: list[str] = []
        self.letters: list[dict[str, Any]] = []
        self.over = threading.Event()

    def url(self, query: str = "idsite=7&token_auth=dolt-tecken") -> str:
        return f"http://127.0.0.1:{self.server_port}/matomo.php?{query}"

    @property
    def hits(self) -> list[dict[str, str]]:
        """The parameters of every hit that was taken."""
        return [
            {name: values[0] for name, values in parse_qs(urlsplit(hit).query).items()}
            for letter in self.letters
            for hit in letter["requests"]
        ]


class Answer(BaseHTTPRequestHandler):
    server: Matomo

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.log.append(f"{self.requestline}\n{self.headers}\n{body}")
        getattr(self, self.server.mood)(json.loads(body))

    def do_GET(self) -> None:
        self.server.log.append(f"{self.requestline}\n{self.headers}")
        self.say(200, b"followed")

    def well(self, letter: dict[str, Any]) -> None:
        self.server.letters.append(letter)
        self.count(len(letter["requests"]), 0)

    def choosy(self, letter: dict[str, Any]) -> None:
        """Turn down the first hit for good."""
        self.server.letters.append({"requests": letter["requests"][1:]})
        self.count(len(letter["requests"]) - 1, 1)

    def refusing(self, letter: dict[str, Any]) -> None:
        self.count(0, len(letter["requests"]))

    def failing(self, letter: dict[str, Any]) -> None:
        self.say(500, b'{"status": "error", "tracked": 0, "invalid": 0}')

    def strange(self, letter: dict[str, Any]) -> None:
        self.say(200, b"<h1>Welcome</h1>")

    def redirecting(self, letter: dict[str, Any]) -> None:
        """Lead elsewhere, with a body that would do."""
        self.count(len(letter["requests"]), 0, status=302)

    def hanging(self, letter: dict[str, Any]) -> None:
        self.server.over.wait(20)

    def slow(self, letter: dict[str, Any]) -> None:
        self.server.over.wait(SLOW_SECONDS)
        self.well(letter)

    def dripping(self, letter: dict[str, Any]) -> None:
        """Send an octet now and then, so that no single step takes long."""
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            if self.server.over.wait(DRIP_SECONDS):
                return
            self.wfile.write(b" ")

    def count(self, tracked: int, invalid: int, status: int = 200) -> None:
        said = {"status": "success", "tracked": tracked, "invalid": invalid}
        self.say(status, json.dumps(said).encode())

    def say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the library's
        """Say nothing on standard error."""


@contextmanager
def running_matomo() -> Iterator[Matomo]:
    with Matomo() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()
