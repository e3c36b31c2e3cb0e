"""The Merkle tree of RFC 6962, section 2.1: a root for many rows, and a short path from one of them."""

from collections.abc import Sequence
from hashlib import sha256

LEAF = b"\x00"
NODE = b"\x01"
EMPTY = sha256(b"").hexdigest()


def find_root(hashes: Sequence[str]) -> str:
    """Return the root over the rows' hashes (64 hex digits each), in order; `EMPTY` for none."""
    level = [_hash_leaf(one) for one in hashes]
    if not level:
        return EMPTY
    while len(level) > 1:
        level = _climb(level)
    return level[0].hex()


def find_path(hashes: Sequence[str], index: int) -> list[str]:
    """Return the audit path of one row, lowest first (RFC 6962, 2.1.1). Raises IndexError."""
    if not 0 <= index < len(hashes):
        raise IndexError(index)
    level, path = [_hash_leaf(one) for one in hashes], []
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            path.append(level[beside].hex())
        level, index = _climb(level), index // 2
    return path


def follow_path(leaf: str, index: int, size: int, path: Sequence[str]) -> str | None:
    """Return the root that a row's hash and its path lead to (RFC 9162, 2.1.3.2); None for a false path."""
    if not 0 <= index < size:
        return None
    found, last, steps = _hash_leaf(leaf), size - 1, iter(path)
    while last:
        if index % 2 or index < last:
            step = next(steps, None)
            if step is None:
                return None
            beside = bytes.fromhex(step)
            found = _hash_node(beside, found) if index % 2 else _hash_node(found, beside)
        index, last = index // 2, last // 2
    return None if next(steps, None) else found.hex()


def _climb(level: list[bytes]) -> list[bytes]:
    """Join neighbours; a last one without a neighbour goes up as it is, which is RFC 6962's own tree."""
    above = [_hash_node(*level[at : at + 2]) for at in range(0, len(level) - 1, 2)]
    return [*above, level[-1]] if len(level) % 2 else above


def _hash_leaf(row: str) -> bytes:
    return sha256(LEAF + bytes.fromhex(row)).digest()


def _hash_node(left: bytes, right: bytes) -> bytes:
    return sha256(NODE + left + right).digest()
