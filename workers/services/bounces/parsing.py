"""Reads a mail from the mailbox of reports: a bounce (RFC 3464), a complaint (RFC 5965) or an automatic answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Literal

from workers.answers import read_enhanced
from workers.services.bounces.opening import open_blocks, open_message, read_field, unescape

Sort = Literal["bounce", "complaint", "automatic", "other"]

# The international names of each are those of RFC 6533.
STATUS_REPORTS = ("message/delivery-status", "message/global-delivery-status")
FEEDBACK_REPORT = "message/feedback-report"
RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")
MESSAGE_ID = re.compile(r"<[^<>\s]{1,200}>")
ADDRESS = re.compile(r"[^\s<>;,\"]{1,64}@[^\s<>;,\"]{1,255}")
REPLY_CODE = re.compile(r"(?<![\d.])([245]\d\d)(?![\d.])")
UNSAID = ".0.0"


@dataclass(frozen=True, slots=True)
class Failure:
    """What one recipient's block says: the addresses as written, the action, the status and SMTP's code or 0."""

    addresses: tuple[str, ...]
    action: str
    status: str
    code: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail says; the Message-IDs are those of the returned message, of an answer those it answers."""

    sort: Sort
    message_ids: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    recipients: tuple[str, ...] = ()


def parse(octets: bytes) -> Report:
    """Return what a mail reports. Raises whatever the standard library raises for a mail that it cannot read."""
    message = message_from_bytes(octets)
    parts = list(walk(message))
    returned = [part for part in parts if part.get_content_type() in RETURNED]
    message_ids = tuple(found for part in returned for found in read_ids(open_message(part)))
    for part in parts:
        if part.get_content_type() in STATUS_REPORTS:
            failures = tuple(read_failure(block) for block in open_blocks(part) if names_recipient(block))
            return Report("bounce", message_ids, failures)
        if part.get_content_type() == FEEDBACK_REPORT:
            return read_complaint(part, returned, message_ids)
    if is_automatic(message):
        answered = " ".join(read_field(message, name) for name in ("In-Reply-To", "References"))
        return Report("automatic", tuple(MESSAGE_ID.findall(answered)))
    return Report("other")


def walk(message: Message) -> Iterator[Message]:
    """Yield the parts of a mail, but not those of a mail that it returns: anybody may have written that."""
    yield message
    if message.get_content_maintype() == "multipart":
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from walk(part)


def names_recipient(block: Message) -> bool:
    return "Final-Recipient" in block or "Original-Recipient" in block


def read_failure(block: Message) -> Failure:
    """Return what the fields of one recipient say (RFC 3464, 2.3)."""
    diagnostic = read_field(block, "Diagnostic-Code")
    status = read_enhanced(read_field(block, "Status"))
    said = read_enhanced(diagnostic)
    if said and (not status or status.endswith(UNSAID)) and said[:1] == (status or said)[:1]:
        status = said
    code = REPLY_CODE.search(diagnostic)
    addresses = [read_address(read_field(block, name)) for name in ("Final-Recipient", "Original-Recipient")]
    return Failure(
        addresses=tuple(address for address in addresses if address),
        action=read_field(block, "Action").strip().lower(),
        status=status,
        code=int(code[1]) if code else 0,
    )


def read_address(field: str) -> str:
    """Return the address in a field like `rfc822; <anna@example.org>` (RFC 3464, 2.3.2), or nothing."""
    found = ADDRESS.search(unescape(field))
    return found[0] if found else ""


def read_complaint(part: Message, returned: list[Message], message_ids: tuple[str, ...]) -> Report:
    """Return a complaint: who complains is named in the report, else in the returned message."""
    fields = [*open_blocks(part), *(open_message(mail) for mail in returned)]
    named = [
        value for block in fields for name in ("Original-Rcpt-To", "To") for value in block.get_all(name, [])
    ]
    kinds = {read_field(block, "Feedback-Type").strip().lower() for block in open_blocks(part)}
    if kinds <= {"not-spam", ""}:
        return Report("other")
    return Report("complaint", message_ids, recipients=tuple(read_address(str(value)) for value in named))


def read_ids(header: Message) -> list[str]:
    return MESSAGE_ID.findall(read_field(header, "Message-ID"))[:1]


def is_automatic(message: Message) -> bool:
    """Tell whether nobody wrote this mail (RFC 3834, 5)."""
    said = read_field(message, "Auto-Submitted").strip().lower()
    return said.startswith("auto-") or read_field(message, "Precedence").strip().lower() == "auto_reply"
