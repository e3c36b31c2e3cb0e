"""Ends a batch: its marks reach the disk, and only then what was not tried is given back to all."""

from collections import deque

from django.db import Error, connection

from workers.services.delivering.claiming import Batch, release_rest
from workers.services.delivering.marking import Ledger

LEFT: deque[tuple[Batch, Ledger]] = deque()


def end(batch: Batch, ledger: Ledger) -> int:
    """Return how many rows were given back; of a database that is gone nothing is asked, and its batch is kept.

    In this order: a row whose mark was forgotten would else be claimed, and sent once more.
    """
    try:
        ledger.close()
        return release_rest(batch)
    except Error:
        LEFT.append((batch, ledger))
        return 0


def end_what_is_left() -> None:
    """End what could not be ended when the database died under it; it may have forgotten marks. Raises `Error`."""
    if LEFT and not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    for _ in range(len(LEFT)):
        try:
            batch, ledger = LEFT.popleft()
        except IndexError:
            return
        try:
            ledger.repeat()
            release_rest(batch)
        except Error:
            LEFT.append((batch, ledger))
            raise
