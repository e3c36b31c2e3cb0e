"""The whole site on SQLite, and every kind of page that a visitor can meet there."""

import pytest

from tests.browser.places import Places, find_places
from tests.services.site import Site


@pytest.fixture(scope="session")
def places(running_site: Site) -> Places:
    return find_places(running_site)
