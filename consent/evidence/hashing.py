"""What is hashed, octet for octet: SHA-256 over JSON with sorted keys and nothing between them."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64
"""What stands as `previous` in the first row, and in the first seal."""
HASHED = ("sequence", "at", "revision", "choices", "language", "surface", "count", "commitment", "previous")


def hash_row(values: Mapping[str, Any]) -> str:
    """Return the hash of a row from its columns by name (`HASHED`); 64 hex digits.

    `at` may be a time of any zone or its ISO text; it is hashed as UTC with microseconds.
    """
    return digest({name: values[name] for name in HASHED} | {"at": write_time(values["at"])})


def hash_seal(day: date, first: int, last: int, root: str, previous: str, texts: str) -> str:
    """Return the hash of a seal; it vouches for every day before it, and for the `texts` of their policies."""
    rows = {"first": first, "last": last, "root": root}
    return digest({"day": day.isoformat(), **rows, "previous": previous, "texts": texts})


def commit_to(nonce: str, choices: Mapping[str, Any], revision: str) -> str:
    """Return what the row of a receipt holds: nobody finds the nonce from it, or another decision to it."""
    return digest({"nonce": nonce, "choices": dict(choices), "revision": revision})


def digest(value: Any) -> str:
    """Return the SHA-256 of a JSON value, 64 hex digits, the same on every machine."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def write_time(at: Any) -> str:
    """Return a time in UTC with microseconds; what is no time is returned as its text."""
    moment = at
    if isinstance(at, str):
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            return at
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return str(at)
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
