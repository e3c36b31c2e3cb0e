"""A crew that ends with its test, and a mail server that takes its time."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.crew import Crew
from tests.services.valkey import Valkey
from tests.workers.post_office import PostOffice


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    with PostOffice() as office:
        yield office


@pytest.fixture
def hire(tmp_path: Path, valkey: Valkey) -> Iterator[Callable[..., Crew]]:
    """Start a worker and beat: `hire(EMAIL_URL=…, LEASE_SECONDS="2")`."""
    crews: list[Crew] = []

    def start(**variables: str) -> Crew:
        crews.append(Crew(tmp_path / "crew.log", **variables))
        crews[-1].start("worker", "beat")
        return crews[-1]

    yield start
    for crew in crews:
        crew.stop()
