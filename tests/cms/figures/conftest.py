"""Visitors who were told of a Matomo."""

from tests.consent.statistics.conftest import declare

__all__ = ["declare"]
