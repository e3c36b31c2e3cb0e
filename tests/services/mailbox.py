"""Reads the local mailbox as a reader would: whole messages only, and a bounded wait for one."""

import email
import email.policy
import time
from email.message import EmailMessage
from pathlib import Path


class Mailbox:
    """The directory of .eml files under DATA_DIR."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def messages(self, to: str | None = None) -> list[EmailMessage]:
        """Return the messages, the oldest first, to one address or to all."""
        found = [read_message(path) for path in sorted(self.directory.glob("*.eml"))]
        return [message for message in found if to is None or is_to(message, to)]

    def wait_for(
        self, to: str, *, containing: str = "", after: int = 0, seconds: float = 15.0
    ) -> EmailMessage:
        """Return the first message to an address, but for its first `after`, whose subject or text contains a string."""
        deadline = time.monotonic() + seconds
        while True:
            for message in self.messages(to)[after:]:
                if containing in str(message["subject"]) or containing in text_of(message):
                    return message
            if time.monotonic() > deadline:
                seen = [(str(message["to"]), str(message["subject"])) for message in self.messages()]
                raise TimeoutError(
                    f"no mail to {to} containing {containing!r} in {seconds:.0f} s; seen: {seen}"
                )
            time.sleep(0.1)


def read_message(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def is_to(message: EmailMessage, address: str) -> bool:
    return address.casefold() in str(message["to"]).casefold()


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    """Return the text of one alternative (`plain` or `html`), or nothing where it has none."""
    part = message.get_body((kind,))
    return "" if part is None else str(part.get_content())
