"""Empties the local mailbox, which stands in for a mail server in development."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from workers.services.suppressing.marking import spell

HEADER_OCTETS = 64 * 1024


def forget_old_mails() -> int:
    """Remove messages that are older than bodies are kept, half-written ones too; return how many."""
    oldest = (timezone.now() - timedelta(days=settings.KEEP_BODIES_DAYS)).timestamp()
    folder = Path(settings.MAILBOX_DIR)
    return sum(
        remove(path) for path in [*folder.glob("*.eml"), *folder.glob(".*.partial")] if is_older(path, oldest)
    )


def forget_mails_to(email: str) -> int:
    """Remove the messages to an address, and those that it wrote; return how many."""
    return sum(remove(path) for path in Path(settings.MAILBOX_DIR).glob("*.eml") if goes_to(path, email))


def is_older(path: Path, oldest: float) -> bool:
    try:
        return path.stat().st_mtime < oldest
    except OSError:
        return False


def goes_to(path: Path, email: str) -> bool:
    """Tell whether a message is for an address, or an answer to it goes there: a mailbox keeps no envelope."""
    try:
        with path.open("rb") as file:
            header = message_from_bytes(file.read(HEADER_OCTETS), policy=default)
    except OSError:
        return False
    named = [*header.get_all("To", []), *header.get_all("Reply-To", [])]
    return email in {spell(one.addr_spec) for field in named for one in field.addresses}


def remove(path: Path) -> bool:
    """Remove a file, unless somebody else just did."""
    try:
        path.unlink()
    except OSError:
        return False
    return True
