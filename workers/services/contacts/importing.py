"""Keeps an uploaded list until it is imported: rows, their errors, and how far the import has come."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils import timezone

from workers.models import ContactImport, ContactImportRow, Fate, ImportState, Source
from workers.services.contacts.adding import BATCH, add
from workers.services.contacts.checking import Checked, Entry, check_row, check_rows
from workers.services.contacts.findings import Finding, Row
from workers.services.contacts.foreseeing import foresee
from workers.services.contacts.knowing import Known, know
from workers.services.contacts.reading import read_rows

KEPT_DAYS = 7
NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a list have which outcome, and how many of those that are to be written are done."""

    new: int
    known: int
    barred: int
    bad: int
    done: int

    @property
    def total(self) -> int:
        return self.new + self.known + self.barred + self.bad

    @property
    def good(self) -> int:
        """Rows without errors: what an import goes through."""
        return self.total - self.bad


@transaction.atomic
def keep(data: bytes, file_name: str, by: Any) -> ContactImport:
    """Read and check a file, and keep its rows; nobody is added. Raises `Unreadable`."""
    checked = check_rows(read_rows(data), know())
    fates = foresee([one.entry.email for one in checked if one.entry])
    upload = ContactImport.objects.create(
        file_name=file_name[-NAME_LENGTH:], uploaded_by=by, uploaded_at=timezone.now()
    )
    ContactImportRow.objects.bulk_create(
        [as_row(upload, one, fates[one.entry.email] if one.entry else Fate.BAD) for one in checked],
        batch_size=500,
    )
    return upload


def as_row(upload: ContactImport, checked: Checked, fate: Fate) -> ContactImportRow:
    """Return a row as it is kept, not saved."""
    findings = [list(asdict(finding).values()) for finding in checked.row.findings]
    return ContactImportRow(
        upload=upload, line=checked.row.line, cells=checked.row.cells, findings=findings, fate=fate
    )


def read_findings(row: ContactImportRow) -> list[Finding]:
    """Return the errors of a row that was kept."""
    return [Finding(*finding) for finding in row.findings]


def tally(upload: ContactImport) -> Tally:
    """Count the rows of a list by outcome; one query."""
    rows = ContactImportRow.objects.filter(upload=upload)
    counts = rows.aggregate(
        **{fate.value: Count("pk", filter=Q(fate=fate)) for fate in Fate},
        done=Count("pk", filter=Q(done=True) & ~Q(fate=Fate.BAD)),
    )
    return Tally(**counts)


def start(upload: ContactImport) -> bool:
    """Let the good rows be imported; False when that was said before."""
    waiting = ContactImport.objects.filter(pk=upload.pk, state=ImportState.PREVIEW)
    return waiting.update(state=ImportState.RUNNING) == 1


def discard(upload: ContactImport) -> bool:
    """Throw a list away; False when it is being imported or was."""
    removed, _ = ContactImport.objects.filter(pk=upload.pk, state=ImportState.PREVIEW).delete()
    return removed > 0


def import_batch() -> bool:
    """Add one batch of some list that was said yes to; False when there is none left.

    The rows are marked in the transaction that adds the people: a process that is killed leaves
    nothing half done, and the next goes on. Two at once take turns, or different lists.
    """
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        running = ContactImport.objects.running().order_by("pk")
        upload = running.select_for_update(skip_locked=skip).first()
        if upload is None:
            return False
        left = ContactImportRow.objects.filter(upload=upload, done=False).exclude(fate=Fate.BAD)
        rows = list(left.order_by("line")[:BATCH])
        if rows:
            import_rows(rows, upload)
        else:
            upload.state, upload.finished_at = ImportState.DONE, timezone.now()
            upload.save(update_fields=["state", "finished_at"])
    return True


def import_rows(rows: Sequence[ContactImportRow], upload: ContactImport) -> None:
    """Check rows once more, add their people, and keep nothing of the rows but what became of them."""
    known = know()
    entries = {row.pk: recheck(row, known) for row in rows}
    source, by = Source.IMPORT, upload.uploaded_by
    fates = add([entry for entry in entries.values() if entry], source=source, by=by)
    done: dict[Fate, list[int]] = {}
    for row in rows:
        entry = entries[row.pk]
        if entry is None:
            row.done, row.fate = True, Fate.BAD
            row.save(update_fields=["done", "fate", "findings"])
        else:
            done.setdefault(fates[entry.email], []).append(row.pk)
    for fate, keys in done.items():
        ContactImportRow.objects.filter(pk__in=keys).update(done=True, fate=fate, cells={})


def recheck(row: ContactImportRow, known: Known) -> Entry | None:
    """Return the entry that a row makes now; what it names may have been withdrawn since the upload."""
    checked = check_row(Row(row.line, row.cells), known)
    row.findings = [list(asdict(finding).values()) for finding in checked.row.findings]
    return checked.entry


def import_for(seconds: float) -> bool:
    """Import batch after batch for some seconds; True when there is more to do."""
    deadline = time.monotonic() + seconds
    while import_batch():
        if time.monotonic() >= deadline:
            return True
    return False


def forget_imports() -> int:
    """Remove lists some days after their upload; one that is being imported is kept. Returns how many."""
    old = ContactImport.objects.old(KEPT_DAYS)
    count = old.count()
    old.delete()
    return count
