"""The whole site, and every address that a visitor may meet there."""

from tests.browser.conftest import places

__all__ = ["places"]
