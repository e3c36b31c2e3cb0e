"""Opens the parts of a report that the standard library leaves shut: the international ones, and those in base64."""

import re
from base64 import b64decode
from binascii import Error as NoBase64
from email import message_from_bytes
from email.message import Message
from email.quoprimime import body_decode
from itertools import islice

MOST_BLOCKS = 1000
BETWEEN_BLOCKS = re.compile(rb"\r?\n[ \t]*\r?\n")
# RFC 6533, 3: a character of an address, where the report holds ASCII alone.
ESCAPED = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")


def open_blocks(part: Message) -> list[Message]:
    """Return the groups of fields of a report, each as a message without a body.

    The standard library makes them of `message/delivery-status` alone; of the others it reads the first group as
    a header and the rest as a body (RFC 6533, 6.1).
    """
    groups = (group.lstrip() for group in BETWEEN_BLOCKS.split(read_octets(part)) if group.strip())
    return [message_from_bytes(group) for group in islice(groups, MOST_BLOCKS)]


def open_message(part: Message) -> Message:
    """Return the message that a part holds, or its header alone."""
    return message_from_bytes(read_octets(part).lstrip())


def read_octets(part: Message) -> bytes:
    """Return what stands in a part, decoded: RFC 6533 allows it what RFC 2046, 5.2.1 forbids, and some do it anyway."""
    payload = part.get_payload()
    if not isinstance(payload, list):
        octets = part.get_payload(decode=True)
        return octets if isinstance(octets, bytes) else b""
    written = b"\n".join(inner.as_bytes() for inner in payload if isinstance(inner, Message))
    coding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    try:
        if coding == "base64":
            return b64decode(written)
        if coding == "quoted-printable":
            return body_decode(written.decode("latin-1")).encode("latin-1")
    except (NoBase64, ValueError):
        return b""
    return written


def read_field(message: Message, name: str) -> str:
    """Return a field's value on one line, or nothing; octets beyond ASCII are UTF-8 (RFC 6532)."""
    for written, value in message.raw_items():
        if written.lower() == name.lower():
            return " ".join(str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace").split())
    return ""


def unescape(address: str) -> str:
    r"""Return an address with its `\x{E5}` read; what is no character stays as it is."""

    def read(found: re.Match[str]) -> str:
        try:
            return chr(int(found[1], 16))
        except (ValueError, OverflowError):
            return found[0]

    return ESCAPED.sub(read, address)
