"""Serves the example front end as its owner would: two static files, and the policy that the plan recommends."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).parent
PLAN = b"https://plan.example.org"


class FrontEnd(ThreadingHTTPServer):
    """One front end of the plan at `plan`, an origin; `policy` is sent with every page, and `extra` are pages by path."""

    daemon_threads = True

    def __init__(self, plan: str) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.plan = plan
        self.policy = "default-src 'none'"
        self.extra: dict[str, str] = {}

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Answer(BaseHTTPRequestHandler):
    server: FrontEnd

    def do_GET(self) -> None:
        if self.path == "/front.js":
            self.answer("text/javascript", (HERE / "front.js").read_bytes())
        elif self.path in self.server.extra:
            self.answer("text/html", self.server.extra[self.path].encode())
        else:
            page = (HERE / "index.html").read_bytes()
            self.answer("text/html", page.replace(PLAN, self.server.plan.encode()))

    def answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", self.server.policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@contextmanager
def serving(plan: str) -> Iterator[FrontEnd]:
    """Run the front end until the block ends."""
    with FrontEnd(plan) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
