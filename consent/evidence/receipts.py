"""A visitor's receipt: what it holds, and how anybody verifies it without asking us."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from consent.evidence.hashing import GENESIS, HASHED, commit_to, hash_row
from consent.evidence.recording import Kept
from consent.evidence.roots import Root
from consent.evidence.trees import follow_path

VERSION = 1
RECEIPT = "receipt"
NONCE_OCTETS = 24
LONGEST = 20_000
PARTS: Mapping[str, type] = {
    "nonce": str,
    "choices": dict,
    "revision": str,
    "fingerprint": str,
    "counted": bool,
}
COLUMNS: Mapping[str, type] = {
    "sequence": int,
    "at": str,
    "revision": str,
    "choices": dict,
    "language": str,
    "surface": str,
    "count": int,
    "commitment": str,
    "previous": str,
    "hash": str,
}


class BadReceiptError(ValueError):
    """The text is no receipt of ours; `fault` says in what way."""

    def __init__(self, fault: Literal["empty", "long", "json", "other", "incomplete"]) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the visitor keeps: their decision, the nonce that only they have, and the row it went into.

    Without a `row` the decision was `counted` beyond the limit of a minute, or its row was late.
    """

    nonce: str
    choices: Mapping[str, Any]
    revision: str
    fingerprint: str
    counted: bool
    row: Mapping[str, Any] | None

    @property
    def commitment(self) -> str:
        """What the row must hold."""
        return commit_to(self.nonce, self.choices, self.revision)

    def as_dict(self) -> dict[str, Any]:
        """Return the receipt as JSON, as `read_receipt` takes it."""
        return {"version": VERSION, **asdict(self)}


def make_nonce() -> str:
    """Return a nonce of 192 bits; it goes into the receipt and is kept nowhere."""
    return secrets.token_urlsafe(NONCE_OCTETS)


def make_receipt(
    kept: Kept, nonce: str, choices: Mapping[str, Any], revision: str, fingerprint: str
) -> Receipt:
    """Return the receipt of a decision that was just recorded with this nonce."""
    return Receipt(nonce, choices, revision, fingerprint, kept.counted, kept.row)


def read_receipt(text: str) -> Receipt:
    """Return the receipt in a file's text. Raises `BadReceiptError`; nothing in it is believed yet."""
    if not text.strip():
        raise BadReceiptError("empty")
    if len(text) > LONGEST:
        raise BadReceiptError("long")
    try:
        whole = json.loads(text.strip().removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise BadReceiptError("json") from error
    found = whole.get(RECEIPT) if isinstance(whole, dict) else None
    if not isinstance(found, dict) or found.get("version") != VERSION:
        raise BadReceiptError("other")
    row = found.get("row")
    if not all(isinstance(found.get(name), kind) for name, kind in PARTS.items()):
        raise BadReceiptError("incomplete")
    if not _is_choice(found["choices"]) or not (row is None or _is_row(row)):
        raise BadReceiptError("incomplete")
    return Receipt(**{name: found[name] for name in PARTS}, row=row)


def holds_together(receipt: Receipt) -> bool:
    """Tell whether the receipt's own parts fit: nonce and decision to the row, the row to its hash."""
    row = receipt.row
    if row is None:
        return True
    said = (receipt.commitment, receipt.choices, receipt.revision, hash_row(row))
    return said == (row["commitment"], row["choices"], row["revision"], row["hash"])


def verify_offline(receipt: Receipt, proof: Mapping[str, Any], root: Root) -> bool:
    """Tell whether a receipt's row is one of those under a day's root, with no word of ours taken for it.

    `proof` is the JSON of `/consent/proof/<hash>/`, of which only `row` (for a receipt whose row was
    late), `index` and `path` are used; `root` is what somebody else has kept (`roots.parse_roots`).
    """
    row: Any = receipt.row or proof.get("row")
    if not _is_row(row):
        return False
    index, path = proof.get("index"), proof.get("path")
    if not isinstance(index, int) or not isinstance(path, list) or not all(map(_is_hash, path)):
        return False
    size = root.last - root.first + 1
    return (
        holds_together(replace(receipt, row=row))
        and row["sequence"] == root.first + index
        and follow_path(row["hash"], index, size, path) == root.root
    )


def _is_row(row: Any) -> bool:
    """Tell whether JSON has the columns of a row, each of its type."""
    return (
        isinstance(row, dict)
        and row.keys() == {*HASHED, "hash"}
        and all(type(row[name]) is kind for name, kind in COLUMNS.items())
        and _is_choice(row["choices"])
        and _is_hash(row["hash"])
        and _is_hash(row["previous"])
    )


def _is_choice(choices: Mapping[Any, Any]) -> bool:
    """Tell whether JSON has the shape of `Decision.as_evidence`: texts, and lists of texts."""
    lists = [value if isinstance(value, list) else [value] for value in choices.values()]
    return all(isinstance(one, str) for value in lists for one in value)


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and len(value) == len(GENESIS) and set(value) <= set("0123456789abcdef")
