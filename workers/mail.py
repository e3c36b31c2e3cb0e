"""The only module that sends: to an SMTP server, or into the local mailbox."""

import os
import secrets
import smtplib
import ssl
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone

TIMEOUT_SECONDS = 60

# Answers of RFC 5321, 4.2.
OK = 250
FORWARDED = 251
GO_AHEAD = 354
CLOSING = 421
FOR_GOOD = 500


class CarrierDown(Exception):
    """No connection, or a refusal of us rather than of a recipient: nobody may be failed for it."""


class Verdict(StrEnum):
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message; the detail is the server's answer, without the address."""

    verdict: Verdict
    detail: str = ""


class Carrier(Protocol):
    """One open connection."""

    @property
    def usable(self) -> bool:
        """False when the connection is gone, and another must be opened."""

    def send(self, recipient: str, message: bytes) -> Outcome:
        """Hand over one message (RFC 5322, CRLF). Raises `CarrierDown`."""

    def close(self) -> None:
        """End the connection; never raises."""


def open_carrier() -> Carrier:
    """Connect to what `EMAIL_URL` names, or to the local mailbox. Raises `CarrierDown`."""
    if settings.EMAIL_URL:
        return SmtpCarrier(settings.EMAIL_URL)
    return MailboxCarrier(Path(settings.MAILBOX_DIR))


class MailboxCarrier:
    """Keeps each message as a file that appears when it is whole."""

    usable = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, recipient: str, message: bytes) -> Outcome:
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

    def close(self) -> None:
        """A folder needs no closing."""


class SmtpCarrier:
    """Speaks SMTP one command at a time, because each answer is somebody else's business."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.usable = True
        self._sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
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
            if parts.username:
                self._smtp.login(unquote(parts.username), unquote(parts.password or ""))
        except (smtplib.SMTPException, OSError) as error:
            self.usable = False
            raise CarrierDown(describe_error(error)) from error

    def send(self, recipient: str, message: bytes) -> Outcome:
        """Hand over one message.

        Refused at MAIL for good: our fault. At RCPT for good: the recipient's. For now: try again.
        A connection lost before the final dot delivered nothing; after it, nobody knows.
        """
        try:
            refusal = self._announce(recipient)
            if refusal:
                return refusal
        except (smtplib.SMTPException, OSError) as error:
            self.usable = False
            return Outcome(Verdict.RETRY, describe_error(error))
        try:
            self._smtp.send(stuff_dots(message))
            code, text = self._smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.usable = False
            return Outcome(Verdict.UNCERTAIN, describe_error(error))
        if code == OK:
            return Outcome(Verdict.SENT, describe_answer(code, text))
        return self._refuse(code, text)

    def close(self) -> None:
        try:
            if self.usable:
                self._smtp.quit()
        except (smtplib.SMTPException, OSError):
            pass
        finally:
            self._smtp.close()

    def _announce(self, recipient: str) -> Outcome | None:
        code, text = self._smtp.mail(self._sender)
        if code >= FOR_GOOD:
            self.usable = False
            raise CarrierDown(describe_answer(code, text))
        if code == OK:
            code, text = self._smtp.rcpt(recipient)
        if code in (OK, FORWARDED):
            code, text = self._smtp.docmd("DATA")
        return None if code == GO_AHEAD else self._refuse(code, text)

    def _refuse(self, code: int, text: bytes) -> Outcome:
        if code == CLOSING:
            self.usable = False
        else:
            self._smtp.rset()
        return Outcome(Verdict.FAILED if code >= FOR_GOOD else Verdict.RETRY, describe_answer(code, text))


def stuff_dots(message: bytes) -> bytes:
    """Return the message as DATA wants it: leading dots doubled, and the final dot (RFC 5321, 4.5.2)."""
    stuffed = message.replace(b"\r\n.", b"\r\n..")
    return stuffed + (b"" if stuffed.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def describe_answer(code: int, text: bytes) -> str:
    """Return a server's answer without anything that looks like an address."""
    words = text.decode("ascii", "replace").split()
    return " ".join([str(code), *("…" if "@" in word else word for word in words)])[:300]


def describe_error(error: Exception) -> str:
    """Return what went wrong with a connection, without addresses or passwords."""
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return describe_answer(error.smtp_code, text if isinstance(text, bytes) else text.encode())
    return type(error).__name__
