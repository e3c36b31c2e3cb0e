"""A folder of a mailbox over IMAP (RFC 9051), as the reader of reports needs it."""

import imaplib
import ipaddress
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from urllib.parse import unquote, urlsplit

from workers.services.bounces.explaining import explain

ASIDE = "kompetensplan-unread"
PORT = 143
SECURE_PORT = 993
TIMEOUT_SECONDS = 20.0
MOST_OCTETS = 2 * 1024 * 1024
LOGIN_FAILED = "the log-in was refused: see user and password of BOUNCES_URL, with %40 for @"
NOT_THERE = "the folder that BOUNCES_URL names is not there, or may not be opened"
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
MESSAGES = re.compile(rb"MESSAGES (\d+)")


class MailboxDown(Exception):
    """The mailbox cannot be read now; its words hold no address and no password."""


class Mailbox:
    """One connection to one folder; every method raises `MailboxDown`."""

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise MailboxDown("BOUNCES_URL names no host and port") from None
        self._secure = parts.scheme == "imaps"
        self._host = parts.hostname or ""
        self._port = port or (SECURE_PORT if self._secure else PORT)
        self._user = quote(unquote(parts.username or ""))
        self._password = writable(unquote(parts.password or ""))
        self._folder = quote(unquote(parts.path.strip("/")) or "INBOX")
        if parts.scheme not in ("imap", "imaps") or not (self._secure or is_loopback(self._host)):
            raise MailboxDown("BOUNCES_URL must begin with imaps://")

    @contextmanager
    def opened(self, *, only_looking: bool = False) -> Iterator["Mailbox"]:
        """Connect, log in and open the folder, to change nothing if we only look; log out in the end."""
        try:
            self._imap = self._connect()
            try:
                self._log_in()
                [said] = self._ask("CAPABILITY", self._imap.capability())
                self._abilities = (
                    said.decode("ascii", "replace").upper().split() if isinstance(said, bytes) else []
                )
                if self._imap.select(self._folder, readonly=only_looking)[0] != "OK":
                    raise MailboxDown(NOT_THERE)
                yield self
            finally:
                self._log_out()
        except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
            raise MailboxDown(explain(error)) from error

    def list_new(self) -> list[bytes]:
        """Return the UIDs of the mails that nobody has dealt with."""
        [found] = self._ask("SEARCH", self._imap.uid("SEARCH", "UNDELETED", "UNFLAGGED"))
        return found.split() if isinstance(found, bytes) else []

    def count_aside(self) -> int:
        """Return how many mails lie aside for people to read; 0 where that folder was never made."""
        status, said = self._imap.status(quote(ASIDE), "(MESSAGES)")
        found = MESSAGES.search(b" ".join(line for line in said if isinstance(line, bytes)))
        return int(found[1]) if status == "OK" and found else 0

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
            self._imap.login(self._user, self._password)
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
    escaped = writable(name).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def writable(word: str) -> str:
    """Return a word that a command can hold, else raise `MailboxDown`: imaplib's own error shows the password."""
    if not word.isascii() or not word.isprintable():
        raise MailboxDown("BOUNCES_URL holds a name or a password with other characters than those of ASCII")
    return word


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine: only there may a password travel unencrypted."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
