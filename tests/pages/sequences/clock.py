"""A clock that a test moves, so that schedules come due without waiting."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

TICK = timedelta(milliseconds=1)


class Clock:
    """Stands in for `timezone.now`: no two readings are the same, and only a test makes hours pass."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.moment = timezone.now()
        patch.setattr(timezone, "now", self.read)

    def read(self) -> datetime:
        self.moment += TICK
        return self.moment

    def wait(self, **parts: float) -> None:
        self.moment += timedelta(**parts)

    def wait_until(self, moment: datetime) -> None:
        """Move just past a moment; a moment that has passed is left behind."""
        self.moment = max(self.moment, moment + timedelta(seconds=1))
