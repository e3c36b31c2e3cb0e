"""The whole site, every address that a visitor may meet there, and an editor at the desk."""

from tests.browser.conftest import places
from tests.pages.conftest import editor

__all__ = ["editor", "places"]
