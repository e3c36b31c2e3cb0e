"""Takes the roots out of the database: to a file, the log, and whoever hears `evidence_sealed`."""

import fcntl
import logging
import os
from pathlib import Path

from django.conf import settings
from django.db import transaction

from consent.events import EvidenceSealed, SealedDay, evidence_sealed
from consent.evidence.roots import BadRootsError, Root, parse_roots
from consent.models import Seal

log = logging.getLogger(__name__)

MOST_AT_ONCE = 100


def announce_seals() -> int:
    """Tell of seals that have not been told of; return how many. Idempotent, and safe in two processes.

    The file is brought in step first. The receivers run in the transaction that marks the seals, so
    a mail is written down exactly when its seal is marked; a root is logged once more should that fail.
    """
    if not Seal.objects.filter(announced=False).exists():
        return 0
    with transaction.atomic():
        waiting = Seal.objects.select_for_update().filter(announced=False)
        roots = [Root.of(seal) for seal in waiting[:MOST_AT_ONCE]]
        if not roots:
            return 0
        file_roots()
        for root in roots:
            log.info("sealed evidence: %s", root)
        days = tuple(
            SealedDay(day=root.day, first=root.first, last=root.last, line=str(root)) for root in roots
        )
        evidence_sealed.send(sender=Seal, event=EvidenceSealed(days))
        Seal.objects.filter(day__in=[root.day for root in roots]).update(announced=True)
    return len(roots)


def file_roots() -> None:
    """Append to the file of roots the seals later than its last line, and see them to the disk.

    A disk that takes nothing is logged; the next sealed day tries again with all that is missing.
    """
    path = roots_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            text = file.read().decode("utf-8", "replace")
            seals = Seal.objects.all()
            last = _find_last(text)
            if last is not None:
                seals = seals.filter(day__gt=last.day)
            lines = "".join(f"{Root.of(seal)}\n" for seal in seals)
            torn = "\n" if text and not text.endswith("\n") else ""
            file.write((torn + lines).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        log.exception("the roots of the evidence could not be written to %s", path)


def roots_path() -> Path:
    """Return the file of roots: append-only text, a line a day."""
    return Path(settings.DATA_DIR) / "evidence" / "roots.txt"


def _find_last(text: str) -> Root | None:
    """Return the latest whole line of the file; a torn one is passed over."""
    found = []
    for line in text.splitlines():
        try:
            found += parse_roots(line)
        except BadRootsError:
            continue
    return max(found, key=lambda root: root.day, default=None)
