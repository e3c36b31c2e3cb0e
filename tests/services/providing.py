"""Stands in for providers that store: each host sets the cookies and the storage that it is told to."""

import json
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.services.standing_in import Answer, StandIn, write_certificate

HEAD = "HTTP/1.1 200 OK\r\nContent-Type: %s; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n"
STORING = {
    "local": "localStorage.setItem({name}, '1');",
    "session": "sessionStorage.setItem({name}, '1');",
    "indexeddb": "indexedDB.open({name});",
}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a host stores; `seconds` None for as long as the browser is open."""

    storage: str
    name: str
    host: str
    seconds: int | None = None


class Provider(StandIn):
    """Answers every host with a page that stores what is that host's, and asks the hosts beside it."""

    things: tuple[Thing, ...] = ()
    beside: tuple[frozenset[str], ...] = ()

    def store(self, things: Iterable[Thing], beside: Iterable[frozenset[str]] = ()) -> None:
        """Say what is stored from now on, and which hosts are one service's."""
        self.things, self.beside = tuple(things), tuple(beside)

    def cookies(self, host: str) -> Iterator[str]:
        """Yield the Set-Cookie fields of a host; a name with a leading dot is for its sub-domains too."""
        for thing in self.things:
            domain = thing.host.lstrip(".")
            if thing.storage == "cookie" and (host == domain or host.endswith(f".{domain}")):
                whole = f"; Domain={domain}" if thing.host.startswith(".") else ""
                life = "" if thing.seconds is None else f"; Max-Age={thing.seconds}"
                yield f"{thing.name}=1; Path=/; SameSite=None; Secure{whole}{life}"

    def page(self, host: str) -> str:
        """Return a page that stores what scripts store at this host."""
        stored = "".join(
            STORING[thing.storage].format(name=json.dumps(thing.name))
            for thing in self.things
            if thing.storage in STORING and thing.host == host
        )
        others = {other for hosts in self.beside if host in hosts for other in hosts} - {host}
        pictures = "".join(f'<img src="https://{other}/dot.gif" alt="">' for other in sorted(others))
        return f"<!doctype html><title>{host}</title><p>{host}</p>{pictures}<script>{stored}</script>"


class StoringAnswer(Answer):
    server: Provider

    def answer(self, connection: socket.socket) -> None:
        head = connection.recv(16384).decode("latin-1").split("\r\n")
        path = ([*head[0].split(" "), "", ""])[1].partition("?")[0]
        host = next((line[5:].strip() for line in head if line.lower().startswith("host:")), "")
        self.server.asked.append((host, path))
        is_script = path.endswith(".js")
        body = (self.server.script if is_script else self.server.page(host)).encode()
        fields = "".join(f"Set-Cookie: {cookie}\r\n" for cookie in self.server.cookies(host))
        kind = "text/javascript" if is_script else "text/html"
        connection.sendall((HEAD % (kind, len(body)) + fields + "\r\n").encode() + body)


@contextmanager
def providing() -> Iterator[Provider]:
    """Run a storing stand-in until the block ends."""
    with TemporaryDirectory() as directory, Provider(write_certificate(Path(directory))) as server:
        server.RequestHandlerClass = StoringAnswer
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
