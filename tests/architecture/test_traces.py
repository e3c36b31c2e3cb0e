"""The look for traces of one machine finds them."""

import pytest

from tests.architecture.traces import find_traces


@pytest.mark.parametrize(
    "text", ["see /ho" + "me/anna/x", "in /wo" + "rk/main", "--index" + "-url=https://x"]
)
def test_a_trace_of_one_machine_is_found(text: str) -> None:
    assert find_traces(f"fine\n{text}", "place")[0].startswith("place:2:")


@pytest.mark.parametrize("text", ["/workers/", "/sv/", "network/main", "/tmp/x"])
def test_an_innocent_path_is_none(text: str) -> None:
    assert find_traces(text, "place") == []
