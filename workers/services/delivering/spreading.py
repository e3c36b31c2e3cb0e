"""Spreads in time what failed together."""

import random


def jitter() -> float:
    """A factor between a half and one and a half, so that those who failed together do not return together."""
    return random.uniform(0.5, 1.5)  # noqa: S311  it spreads load and guards nothing
