"""The only module that sends: to an SMTP server, or into the local mailbox."""

import os
import re
import secrets
import smtplib
import socket
import ssl
import struct
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone

from workers.answers import (
    CLOSING,
    FORWARDED,
    GO_AHEAD,
    OK,
    REFUSED_FOR_GOOD,
    Outcome,
    Verdict,
    describe_answer,
)

TIMEOUT_SECONDS = 60

# What may stand between the angle brackets of RCPT: nothing that ends a command or the brackets.
WRITABLE = re.compile(r"[ -;=?-~]+", re.ASCII)


class CarrierDown(Exception):
    """No connection, or a refusal of us rather than of a recipient: nobody may be failed for it."""


class Carrier(Protocol):
    """One open connection. For each message: `begin`, then `send`, or `abandon` when it is not to go after all."""

    @property
    def usable(self) -> bool:
        """False when the connection is gone, and another must be opened."""

    def begin(self, recipient: str) -> None:
        """Name the recipient, and wait for nothing; never raises."""

    def send(self, message: bytes) -> Outcome:
        """Hand over the message (RFC 5322, CRLF) of the recipient who was named. Raises `CarrierDown`."""

    def abandon(self) -> None:
        """Leave the recipient who was named without a message; never raises."""

    def takes(self, recipient: str) -> bool:
        """Ask whether a message would be taken for somebody, between two messages, and send none; never raises."""

    def close(self) -> None:
        """End the connection; never raises."""


def open_carrier() -> Carrier:
    """Connect to what `EMAIL_URL` names, or to the local mailbox. Raises `CarrierDown`."""
    if settings.EMAIL_URL:
        return SmtpCarrier(settings.EMAIL_URL)
    return MailboxCarrier(Path(settings.MAILBOX_DIR))


def name_route() -> str:
    """Return where our mail leaves, as host and port without a password."""
    parts = urlsplit(settings.EMAIL_URL)
    return f"{parts.hostname or 'localhost'}:{parts.port or 25}" if settings.EMAIL_URL else "mailbox"


class MailboxCarrier:
    """Keeps each message as a file that appears when it is whole."""

    usable = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, recipient: str) -> None:
        """A file needs no envelope: the message names its reader."""

    def abandon(self) -> None:
        """Nothing has begun."""

    def send(self, message: bytes) -> Outcome:
        name = f"{timezone.now():%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(4)}"
        partial = self._folder / f".{name}.partial"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with partial.open("xb") as file:
                file.write(message)
                file.flush()
                os.fsync(file.fileno())
            partial.rename(self._folder / f"{name}.eml")
        except OSError as error:
            raise CarrierDown(f"the mailbox cannot be written: {error.strerror}") from error
        return Outcome(Verdict.SENT)

    def takes(self, recipient: str) -> bool:
        return True

    def close(self) -> None:
        """A folder needs no closing."""


class SmtpCarrier:
    """Speaks SMTP: each answer is somebody else's business, so each is read and judged by itself.

    Where the server offers PIPELINING (RFC 2920), MAIL, RCPT and DATA leave in one write when a
    message begins, and what happens next on our side takes none of its time. Without the offer,
    one command waits for the answer to the one before.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.usable = True
        self._begun: str | None = None
        self._lost: Exception | None = None
        try:
            self._smtp = smtplib.SMTP(
                parts.hostname or "localhost",
                parts.port or 25,
                local_hostname=urlsplit(settings.SITE_URL).hostname,
                timeout=TIMEOUT_SECONDS,
            )
            self._smtp.ehlo_or_helo_if_needed()
            if parts.scheme == "smtp+tls":
                self._smtp.starttls(context=ssl.create_default_context())
                self._smtp.ehlo_or_helo_if_needed()
            if parts.username:
                self._smtp.login(unquote(parts.username), unquote(parts.password or ""))
        except (smtplib.SMTPException, OSError) as error:
            self.usable = False
            raise CarrierDown(describe_error(error)) from error
        self._pipelining = self._smtp.has_extn("pipelining")
        self._let_kernel_count()
        self._sender = f"MAIL FROM:<{settings.BOUNCES_FROM}>"

    def _let_kernel_count(self) -> None:
        """Leave the time limit to the kernel: counted by Python, each answer costs a system call more."""
        line = self._smtp.sock
        if isinstance(line, socket.socket) and not isinstance(line, ssl.SSLSocket):
            seconds = struct.pack("ll", TIMEOUT_SECONDS, 0)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, seconds)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, seconds)
            line.settimeout(None)

    def begin(self, recipient: str) -> None:
        self._begun, self._lost = recipient, None
        if not self._pipelining or not WRITABLE.fullmatch(recipient):
            return
        try:
            self._smtp.send(f"{self._sender}\r\nRCPT TO:<{recipient}>\r\nDATA\r\n")
        except (smtplib.SMTPException, OSError) as error:
            self.usable, self._lost = False, error

    def send(self, message: bytes) -> Outcome:
        """Hand over the message.

        Refused at MAIL for good: our fault. At RCPT for good: the recipient's. For now: try again.
        A connection lost before the final dot delivered nothing; after it, nobody knows.
        """
        recipient, self._begun = self._begun or "", None
        if not WRITABLE.fullmatch(recipient):
            return Outcome(Verdict.FAILED, "an address that no command can hold")
        try:
            refusal = self._read_envelope() if self._pipelining else self._ask_envelope(recipient)
        except (smtplib.SMTPException, OSError) as error:
            self.usable = False
            return Outcome(Verdict.RETRY, describe_error(error))
        if refusal:
            return refusal
        try:
            self._smtp.send(stuff_dots(message))
            code, text = self._smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.usable = False
            return Outcome(Verdict.UNCERTAIN, describe_error(error))
        if code == OK:
            return Outcome(Verdict.SENT, describe_answer(code, text))
        return self._refuse(code, text, again=code != CLOSING, early=False)

    def abandon(self) -> None:
        """A server that was told DATA takes whatever follows for the message: only hanging up is silence."""
        if self._pipelining and self._begun is not None and WRITABLE.fullmatch(self._begun):
            self.usable = False
        self._begun = None

    def takes(self, recipient: str) -> bool:
        if not WRITABLE.fullmatch(recipient):
            return False
        try:
            code, _ = self._smtp.docmd(self._sender)
            if code == OK:
                code, _ = self._smtp.docmd(f"RCPT TO:<{recipient}>")
            self.usable = self._smtp.rset()[0] == OK
        except (smtplib.SMTPException, OSError):
            self.usable = False
            return False
        return code in (OK, FORWARDED)

    def close(self) -> None:
        self.abandon()
        try:
            if self.usable:
                self._smtp.quit()
        except (smtplib.SMTPException, OSError):
            pass
        finally:
            self._smtp.close()

    def _ask_envelope(self, recipient: str) -> Outcome | None:
        code, text = self._smtp.docmd(self._sender)
        self._raise_refusal_of_us(code, text)
        if code == OK:
            code, text = self._smtp.docmd(f"RCPT TO:<{recipient}>")
        if code in (OK, FORWARDED):
            code, text = self._smtp.docmd("DATA")
        return None if code == GO_AHEAD else self._refuse(code, text, again=code != CLOSING)

    def _read_envelope(self) -> Outcome | None:
        """Read the three answers; the first that refuses is the reason, whatever the others say."""
        if self._lost is not None:
            raise smtplib.SMTPServerDisconnected from self._lost
        refusal: tuple[int, bytes] | None = None
        for accepted in ((OK,), (OK, FORWARDED), (GO_AHEAD,)):
            code, text = self._smtp.getreply()
            if code not in accepted:
                refusal = refusal or (code, text)
                if accepted == (OK,):
                    self._raise_refusal_of_us(code, text)
            if code == CLOSING:
                return self._refuse(*refusal or (code, text), again=False)
        if refusal is None:
            return None
        if code == GO_AHEAD:
            # Nobody is to get it, and the server waits for a message (RFC 2920, 3.1): it gets an empty one.
            self._smtp.send(b".\r\n")
            self._smtp.getreply()
        return self._refuse(*refusal, again=True)

    def _raise_refusal_of_us(self, code: int, text: bytes) -> None:
        if code >= REFUSED_FOR_GOOD:
            self.usable = False
            raise CarrierDown(describe_answer(code, text))

    def _refuse(self, code: int, text: bytes, *, again: bool, early: bool = True) -> Outcome:
        """Return what a refusal means; the next message begins anew where the connection stays."""
        try:
            self.usable = again and self._smtp.rset()[0] == OK
        except (smtplib.SMTPException, OSError):
            self.usable = False
        answer = describe_answer(code, text)
        if code >= REFUSED_FOR_GOOD:
            return Outcome(Verdict.FAILED, answer, early)
        return Outcome(Verdict.RETRY, answer)


def stuff_dots(message: bytes) -> bytes:
    """Return the message as DATA wants it: leading dots doubled, and the final dot (RFC 5321, 4.5.2)."""
    stuffed = message.replace(b"\r\n.", b"\r\n..")
    return stuffed + (b"" if stuffed.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def describe_error(error: Exception) -> str:
    """Return what went wrong with a connection, without addresses or passwords."""
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return describe_answer(error.smtp_code, text if isinstance(text, bytes) else text.encode())
    return type(error).__name__
