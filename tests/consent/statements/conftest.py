"""Two front ends on other sites."""

from typing import Any

import pytest

from tests.consent.statements.front_end import ORIGIN, OTHER


@pytest.fixture(autouse=True)
def _front_ends(settings: Any) -> None:
    settings.FRONTEND_ORIGINS = [ORIGIN, OTHER]
