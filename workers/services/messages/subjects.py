"""Writes the subject line so that every reader's program shows what was meant."""

from email.header import Header

CRLF = "\r\n"


def write_subject(subject: str) -> bytes:
    """Return the header field with CRLF, folded (RFC 5322, 2.2.3), in encoded words where it must be (RFC 2047).

    `EmailMessage` would take words that look encoded for encoded, and show something else [ran].
    """
    plain = subject.isascii() and subject.isprintable() and "=?" not in subject
    header = Header(subject, "us-ascii" if plain else "utf-8", header_name="Subject")
    return f"Subject: {header.encode(linesep=CRLF)}{CRLF}".encode("ascii")
