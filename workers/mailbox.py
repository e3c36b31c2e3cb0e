"""Reads the messages that the local mailbox holds."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[0-9A-Za-z.-]{1,80}")
LATEST = 200
SHOWN_HEADERS = (
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Content-Language",
    "Message-ID",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Auto-Submitted",
)


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One message, decoded: its headers as they are shown, and its two bodies."""

    name: str
    headers: list[tuple[str, str]]
    language: str
    to: str
    subject: str
    text: str
    html: str


def list_messages() -> list[StoredMessage]:
    """Return the latest messages, newest first."""
    names = sorted((path.stem for path in mailbox().glob("[0-9]*.eml")), reverse=True)
    return [message for name in names[:LATEST] if (message := read_message(name))]


def read_message(name: str) -> StoredMessage | None:
    """Return one message by its name without the ending, or None."""
    raw = read_raw(name)
    if raw is None:
        return None
    message = message_from_bytes(raw, policy=default)
    return StoredMessage(
        name=name,
        headers=[(header, str(message[header])) for header in SHOWN_HEADERS if message[header]],
        language=str(message["Content-Language"] or ""),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=read_body(message, "plain"),
        html=read_body(message, "html"),
    )


def read_raw(name: str) -> bytes | None:
    """Return one message as it was stored, or None; a name that is none of ours is not looked up."""
    if not NAME.fullmatch(name) or name.startswith("."):
        return None
    try:
        return (mailbox() / f"{name}.eml").read_bytes()
    except OSError:
        return None


def read_body(message: EmailMessage, subtype: str) -> str:
    """Return the text of one alternative, or nothing."""
    part = message.get_body(preferencelist=(subtype,))
    return str(part.get_content()) if part else ""


def mailbox() -> Path:
    """The folder of the local mailbox."""
    return Path(settings.MAILBOX_DIR)
