"""What consent's tests share: a published registry, an own spool, and a video behind the gate."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consent.gate.embeds import record_embed
from consent.models import Embed
from consent.registry.published import forget_policy
from tests.consent.asking import VIDEO, publish_long_ago


@pytest.fixture(autouse=True)
def _own_process(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    forget_policy()
    yield
    forget_policy()


@pytest.fixture
def long_published(db: None) -> None:
    publish_long_ago()


@pytest.fixture
def video(db: None) -> Embed:
    embed = record_embed(VIDEO, "Byta yrke")
    assert embed is not None
    return embed
