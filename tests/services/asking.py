"""Asks a site over HTTP as a program does: nothing is followed, kept or hidden."""

import http.client
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

SECONDS = 30.0
FROM_US = {"Sec-Fetch-Site": "same-origin"}
FORM = "application/x-www-form-urlencoded"

Fields = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Answer:
    """Status, header fields in order and the octets of the body."""

    status: int
    fields: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def header(self, name: str) -> str:
        """Return one header field's value, or nothing."""
        return next((value for field, value in self.fields if field.lower() == name.lower()), "")


def ask(address: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    """Send one request; underscores in the names of headers stand for hyphens."""
    parts = urlsplit(address)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(parts.netloc, timeout=SECONDS)
    try:
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        # A server may refuse a large body before it has read it all.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.request(method, target, body or None, fields)
        answer = connection.getresponse()
        return Answer(answer.status, tuple(answer.getheaders()), answer.read())
    finally:
        connection.close()


def send_form(address: str, fields: Fields, **headers: str) -> Answer:
    """POST a form; as our own page sends it unless `headers` say otherwise."""
    own = headers or {name.replace("-", "_"): value for name, value in FROM_US.items()}
    return ask(address, method="POST", body=urlencode(fields, doseq=True).encode(), Content_Type=FORM, **own)
