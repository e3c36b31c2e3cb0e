"""Leaves nothing of what was erased in the files of SQLite; PostgreSQL's own vacuum does so there."""

import logging

from django.db import connection

log = logging.getLogger(__name__)


def empty_log() -> bool:
    """Move SQLite's write-ahead log into the database and cut it to nothing; False when somebody still reads it.

    What was erased is overwritten in the database itself (`secure_delete`), but the log keeps earlier
    pages until it is written over (sqlite.org/pragma.html#pragma_wal_checkpoint).
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = cursor.fetchone()
    if busy:
        log.warning("the log of the database was being read, and is not emptied until it is written over")
    return not busy
