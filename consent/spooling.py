"""Rows that no visitor waits for: written at once if the database is free, else kept in a file.

SQLite lets one process write at a time. A decision must be honoured, and a page view answered,
while another process holds that lock; so the row goes to a file, and `gather` brings it in later.
"""

import fcntl
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, models, transaction

log = logging.getLogger(__name__)

PATIENCE_MS = 150
SPOOL_MAX_OCTETS = 8 * 1024 * 1024
ROWS_A_TRANSACTION = 500

_writers: dict[str, Callable[[Any], object]] = {}


def write_with(model: type[models.Model], write: Callable[[Any], object]) -> None:
    """Bring spooled rows of a model in through `write`, which takes an unsaved row; else each is saved."""
    _writers[model._meta.label] = write


def store(*rows: models.Model) -> None:
    """Save new rows, all or none, or spool them when the database cannot take them within 150 ms.

    Never raises for that.
    """
    try:
        with short_patience(), transaction.atomic(savepoint=False):
            for row in rows:
                row.save(force_insert=True)
    except DatabaseError as error:
        for row in rows:
            log.warning("spooled a row of %s: %s", row._meta.label, str(error))
            spool(row)


@contextmanager
def short_patience() -> Iterator[None]:
    """Wait for locks no longer than 150 ms inside this block."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        try:
            yield
        finally:
            usual = int(settings.DATABASES["default"].get("OPTIONS", {}).get("timeout", 5) * 1000)
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout = {usual}")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE_MS}")
            yield


def spool(row: models.Model) -> None:
    """Append the row to the spool, one line of JSON; beyond 8 MB it is only logged. Never raises."""
    columns = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    fields = {name: getattr(row, name) for name in columns}
    line = json.dumps({"model": row._meta.label, "fields": fields}, cls=DjangoJSONEncoder) + "\n"
    path = spool_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path.with_suffix(".lock")), path.open("a", encoding="utf-8") as file:
            if file.tell() > SPOOL_MAX_OCTETS:
                log.error("the spool is full; a row of %s is lost", row._meta.label)
            else:
                file.write(line)
    except OSError:
        log.exception("a row of %s could not be spooled", row._meta.label)


def gather() -> int:
    """Bring spooled rows into the database; return how many.

    May run late or in two processes at once, and commits 500 rows at a time. Killed between a commit
    and the removal of the file, it brings that file's rows in a second time: for evidence, twice is
    better than never.
    """
    path = spool_path()
    if not path.parent.exists():
        return 0
    try:
        with locked(path.with_suffix(".gathering"), wait=False):
            return _gather(path)
    except BlockingIOError:
        return 0


def spool_path() -> Path:
    """Return the file that holds what the database could not take."""
    return Path(settings.DATA_DIR) / "consent" / "spool.jsonl"


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold a file lock; without `wait` raise `BlockingIOError` when another process holds it."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _gather(path: Path) -> int:
    if path.exists():
        with locked(path.with_suffix(".lock")):
            path.rename(path.with_name(f"{path.stem}-{uuid4().hex}.taken"))
    gathered = 0
    for taken in path.parent.glob(f"{path.stem}-*.taken"):
        rows = list(_read_lines(taken))
        for start in range(0, len(rows), ROWS_A_TRANSACTION):
            with transaction.atomic():
                for row in rows[start : start + ROWS_A_TRANSACTION]:
                    _bring_in(row["model"], row["fields"])
        taken.unlink()
        gathered += len(rows)
    return gathered


def _read_lines(taken: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file; one that was torn, by a full disk or a kill, holds up none behind it."""
    for line in taken.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            yield from [json.loads(line)] if line else []
        except ValueError:
            log.error("a torn row in the spool is lost: %d characters", len(line))


def _bring_in(label: str, fields: dict[str, Any]) -> None:
    row = _revive(apps.get_model(label), fields)
    write = _writers.get(row._meta.label)
    if write is None:
        row.save(force_insert=True)
    else:
        write(row)


def _revive(model: type[models.Model], fields: dict[str, Any]) -> models.Model:
    return model(**{name: _field(model, name).to_python(value) for name, value in fields.items()})


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.attname == name)
