"""Empties the mailbox of reports over IMAP (RFC 9051): what is ours is deleted, the rest put aside for people."""

import imaplib
import ipaddress
import logging
import re
import ssl
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from urllib.parse import unquote, urlsplit

from django.conf import settings

from workers.services.bounces.reading import Sort, count, read_report
from workers.services.subscribing.throttling import allow

log = logging.getLogger(__name__)

ASIDE = "kompetensplan-unread"
PORT = 143
SECURE_PORT = 993
TIMEOUT_SECONDS = 20.0
MOST_SECONDS = 40.0
PAUSE_SECONDS = 50
MOST_OCTETS = 2 * 1024 * 1024
LOGIN_FAILED = "the log-in was refused"
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxDown(Exception):
    """The mailbox cannot be read now; its words hold no address and no password."""


def fetch_reports() -> Counter[str]:
    """Read what lies in the mailbox that `BOUNCES_URL` names; return how many mails of which sort.

    One at a time over all processes, and for at most forty seconds. Never raises for the mailbox's fault.
    """
    read: Counter[str] = Counter()
    if not settings.BOUNCES_URL or not allow("bounces", "", most=1, seconds=PAUSE_SECONDS):
        return read
    try:
        with Mailbox(settings.BOUNCES_URL).opened() as mailbox:
            empty(mailbox, read)
    except MailboxDown as down:
        log.warning("the mailbox of reports cannot be read now: %s", down)
    return read


def empty(mailbox: "Mailbox", read: Counter[str]) -> None:
    """Take mail after mail, the oldest first, until none is left or the time is up."""
    deadline = time.monotonic() + MOST_SECONDS
    for number in mailbox.list_new():
        if time.monotonic() >= deadline:
            return
        octets = mailbox.fetch(number)
        sort = Sort.TOO_LARGE if octets is None else read_report(octets)
        if sort.is_ours:
            mailbox.remove(number)
        else:
            mailbox.put_aside(number)
        count(sort)
        read[sort] += 1


class Mailbox:
    """One connection to one folder; every method raises `MailboxDown`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._secure = parts.scheme == "imaps"
        self._host = parts.hostname or ""
        self._port = parts.port or (SECURE_PORT if self._secure else PORT)
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")
        self._folder = unquote(parts.path.strip("/")) or "INBOX"
        if parts.scheme not in ("imap", "imaps") or not (self._secure or is_loopback(self._host)):
            raise MailboxDown("BOUNCES_URL must begin with imaps://")

    @contextmanager
    def opened(self) -> Iterator["Mailbox"]:
        """Connect, log in and open the folder; log out in the end."""
        try:
            self._imap = self._connect()
            try:
                self._log_in()
                [said] = self._ask("CAPABILITY", self._imap.capability())
                self._abilities = (
                    said.decode("ascii", "replace").upper().split() if isinstance(said, bytes) else []
                )
                self._ask("SELECT", self._imap.select(quote(self._folder)))
                yield self
            finally:
                self._log_out()
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxDown(type(error).__name__) from error

    def list_new(self) -> list[bytes]:
        """Return the UIDs of the mails that nobody has dealt with."""
        [found] = self._ask("SEARCH", self._imap.uid("SEARCH", "UNDELETED", "UNFLAGGED"))
        return found.split() if isinstance(found, bytes) else []

    def fetch(self, number: bytes) -> bytes | None:
        """Return a mail without marking it as read, or None when it is larger than any report."""
        uid = number.decode("ascii")
        said = self._ask("FETCH", self._imap.uid("FETCH", uid, "(RFC822.SIZE)"))
        size = SIZE.search(b" ".join(line for line in said if isinstance(line, bytes)))
        if size is None or int(size[1]) > MOST_OCTETS:
            return None
        said = self._ask("FETCH", self._imap.uid("FETCH", uid, "(BODY.PEEK[])"))
        bodies = [line[1] for line in said if isinstance(line, tuple)]
        return bytes(bodies[0]) if bodies else None

    def remove(self, number: bytes) -> None:
        """Delete a mail; a server without UIDPLUS (RFC 4315) also removes what others marked as deleted."""
        uid = number.decode("ascii")
        self._ask("STORE", self._imap.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
        if "UIDPLUS" in self._abilities:
            self._ask("EXPUNGE", self._imap.uid("EXPUNGE", uid))
        else:
            self._ask("EXPUNGE", self._imap.expunge())

    def put_aside(self, number: bytes) -> None:
        """Move a mail into a folder for people to read; where the server lets us not, flag it."""
        uid = number.decode("ascii")
        folder = quote(ASIDE)
        self._imap.create(folder)
        if "MOVE" in self._abilities:
            if self._imap.uid("MOVE", uid, folder)[0] == "OK":
                return
        elif self._imap.uid("COPY", uid, folder)[0] == "OK":
            self.remove(number)
            return
        self._ask("STORE", self._imap.uid("STORE", uid, "+FLAGS.SILENT", r"(\Flagged)"))

    def _connect(self) -> imaplib.IMAP4:
        if self._secure:
            context = ssl.create_default_context()
            return imaplib.IMAP4_SSL(self._host, self._port, ssl_context=context, timeout=TIMEOUT_SECONDS)
        return imaplib.IMAP4(self._host, self._port, timeout=TIMEOUT_SECONDS)

    def _log_in(self) -> None:
        try:
            self._imap.login(quote(self._user), self._password)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise MailboxDown(LOGIN_FAILED) from error

    def _log_out(self) -> None:
        """End the connection; imaplib leaves the socket of a broken one open."""
        try:
            self._imap.logout()
        except (imaplib.IMAP4.error, OSError):
            with suppress(OSError):
                self._imap.shutdown()

    def _ask(self, what: str, answer: tuple[str, Sequence[object]]) -> list[object]:
        status, said = answer
        if status != "OK":
            raise MailboxDown(f"{what} was refused")
        return list(said)


def quote(name: str) -> str:
    r"""Return a quoted string (RFC 9051, 4.3): imaplib quotes passwords alone. Raises `MailboxDown`."""
    if not name.isascii() or not name.isprintable():
        raise MailboxDown("BOUNCES_URL holds a name that IMAP cannot write")
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine: only there may a password travel unencrypted."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
