"""Speaks Matomo's HTTP tracking API, and says no more than a day, a page and a referring host.

Source: developer.matomo.org/api-reference/tracking-api; the answers of a bulk request are read in
Matomo's plugins/BulkTracking/Tracker/Response.php.

`http.client` and nothing above it: it follows no redirect, keeps no cookie, reads no proxy from the
environment and sends no header but those that stand here.
"""

import json
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils import timezone

from consent.models import OutgoingView
from consent.statistics.recipient import Recipient

STEP_SECONDS = 3.0
WHOLE_SECONDS = 5.0
LARGEST_ANSWER = 64 * 1024
AGENT = "Kompetensplan"
WITHOUT_TOKEN = timedelta(hours=23, minutes=55)


class NotTaken(Exception):
    """The recipient did not take the views; the message says why, and holds neither token nor address."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many views were counted there, and how many were turned down for good."""

    counted: int
    turned_down: int


def tell(recipient: Recipient, views: Sequence[OutgoingView], now: datetime) -> Taken:
    """Send the views as one bulk request; return once they are taken. Raises `NotTaken`, soon.

    An answer that is lost on its way leaves it unknown whether Matomo has counted them: they are sent
    again, so a view may be counted there twice, and never not at all.
    """
    hits = ["?" + urlencode(describe(recipient, view, now), quote_via=quote) for view in views]
    letter: dict[str, Any] = {"requests": hits}
    if recipient.token:
        letter["token_auth"] = recipient.token
    status, body = post(recipient, json.dumps(letter).encode())
    if status != HTTPStatus.OK:
        raise NotTaken(f"it answers {status}")
    return read_answer(body, len(hits))


def describe(recipient: Recipient, view: OutgoingView, now: datetime) -> dict[str, str]:
    """Return one view as the API's parameters.

    Each is a visit of its own (`new_visit`): Matomo would else take everybody for one person, as all
    come from our address with our agent. `bots` because that agent is no browser. `cip`, `_id`,
    `uid`, `res` and `lang` are never sent. A view of an earlier day stands at that day's end, since
    its hour is not known; one of today at the time of telling.
    """
    said = {
        "idsite": str(recipient.site),
        "rec": "1",
        "apiv": "1",
        "send_image": "0",
        "bots": "1",
        "new_visit": "1",
        "ua": AGENT,
        "url": settings.SITE_URL + quote(view.path),
    }
    if view.referring_host:
        said["urlref"] = f"https://{view.referring_host}/"
    if view.day < timezone.localdate(now):
        said["cdt"] = end_day(view.day).strftime("%Y-%m-%d %H:%M:%S")
    return said


def end_day(day: date) -> datetime:
    """Return the last second of a day as the site counts days, in UTC."""
    return datetime.combine(day, time(23, 59, 59), timezone.get_default_timezone()).astimezone(UTC)


def oldest_accepted(now: datetime) -> date:
    """Return the first day that Matomo takes without a token: it refuses a `cdt` of 24 hours or more ago."""
    today = timezone.localdate(now)
    yesterday = today - timedelta(days=1)
    return yesterday if now - end_day(yesterday) < WITHOUT_TOKEN else today


def post(recipient: Recipient, body: bytes) -> tuple[int, bytes]:
    """Send one request; return the status and at most 64 KiB of the answer. Raises `NotTaken`.

    Each step has 3 seconds; 5 after connecting the connection is cut, however slowly octets drip.
    """
    connection = open_connection(recipient)
    cut: Timer | None = None
    try:
        connection.connect()
        cut = Timer(WHOLE_SECONDS, shut, [connection.sock])
        cut.daemon = True
        cut.start()
        headers = {"Content-Type": "application/json", "User-Agent": AGENT, "Connection": "close"}
        connection.request("POST", recipient.path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(LARGEST_ANSWER)
    except TimeoutError as error:
        raise NotTaken("it does not answer in time") from error
    except (OSError, HTTPException, UnicodeError) as error:
        raise NotTaken(f"no connection ({type(error).__name__})") from error
    finally:
        if cut:
            cut.cancel()
        connection.close()


def open_connection(recipient: Recipient) -> HTTPConnection:
    """Return a connection that is not begun yet."""
    if recipient.scheme == "http":
        return HTTPConnection(recipient.host, recipient.port, timeout=STEP_SECONDS)
    trusted = ssl.create_default_context()
    return HTTPSConnection(recipient.host, recipient.port, timeout=STEP_SECONDS, context=trusted)


def shut(waited_on: socket.socket) -> None:
    """Cut a connection that another thread waits on; under TLS too, without a word more to the other side."""
    with suppress(OSError):
        socket.socket.shutdown(waited_on, socket.SHUT_RDWR)


def read_answer(body: bytes, sent: int) -> Taken:
    """Read `{"status": "success", "tracked": 2, "invalid": 0}`. Raises `NotTaken` for anything else.

    Where all are invalid, the address names a site that is not there, or the token is none.
    """
    try:
        answer = json.loads(body)
        counted, invalid = int(answer["tracked"]), int(answer["invalid"])
    except (ValueError, KeyError, TypeError) as error:
        raise NotTaken("it does not answer as Matomo does") from error
    if answer.get("status") != "success":
        raise NotTaken("it reports an error")
    if invalid >= sent:
        raise NotTaken("it takes none: look at idsite and token_auth")
    return Taken(counted, invalid)
