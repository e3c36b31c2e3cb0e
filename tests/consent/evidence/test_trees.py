"""The Merkle tree is RFC 6962's own."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.evidence.trees import EMPTY, find_path, find_root, follow_path

HASHES = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1, max_size=40)


def recurse(hashes: list[str]) -> bytes:
    """The tree hash as section 2.1 defines it: split at the largest power of two below the size."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return sha256(b"\x00" + bytes.fromhex(hashes[0])).digest()
    k = 1 << (len(hashes) - 1).bit_length() - 1
    return sha256(b"\x01" + recurse(hashes[:k]) + recurse(hashes[k:])).digest()


def test_no_rows_have_the_root_of_nothing() -> None:
    assert find_root([]) == EMPTY == sha256(b"").hexdigest()


@given(HASHES)
def test_the_root_is_the_rfcs(hashes: list[str]) -> None:
    assert find_root(hashes) == recurse(hashes).hex()


@given(HASHES, st.data())
def test_each_path_leads_to_the_root_and_no_other_row_does(hashes: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(hashes) - 1))
    path = find_path(hashes, index)
    root = find_root(hashes)
    assert follow_path(hashes[index], index, len(hashes), path) == root
    assert follow_path(sha256(b"another").hexdigest(), index, len(hashes), path) != root
    assert follow_path(hashes[index], index, len(hashes), [*path, root]) is None
    if path:
        assert follow_path(hashes[index], index, len(hashes), path[:-1]) is None


def test_a_row_that_is_not_there_has_no_path() -> None:
    with pytest.raises(IndexError):
        find_path(["00" * 32], 1)
    assert follow_path("00" * 32, 3, 2, []) is None
