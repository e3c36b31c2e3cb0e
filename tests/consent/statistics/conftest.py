"""Live paths, a Matomo to forward to, and visitors who were told of it."""

from collections.abc import Callable, Iterator

import pytest
from pytest_django.fixtures import Settings

from consent.models import Service
from consent.registry.publishing import publish_registry
from consent.statistics import recording
from tests.consent.statistics.matomo import Matomo, running_matomo

LIVE = {"/sv/planen/", "/en/plan/", "/sv/å/", ""}
WORDS = {
    **{
        f"{name}_{language}": "Ord"
        for name in ("kind", "country", "purpose", "shared")
        for language in ("sv", "en")
    },
    "company": "Regionen",
    "privacy": "https://example.se/",
    "hosts": "matomo.example.se",
}


@pytest.fixture(autouse=True)
def _live_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "_path_checks", [])
    recording.register_path_check(LIVE.__contains__)


@pytest.fixture
def declare() -> Callable[..., None]:
    """Tell visitors of a service: `declare("matomo.example.se", mode="server", category="statistics")`."""

    def publish(host: str, mode: str = "server", category: str = "statistics") -> None:
        given = {"label": "Matomo", "category": category, "mode": mode, "active": True}
        Service.objects.update_or_create(name="matomo", defaults={**WORDS, **given, "hosts": host})
        assert publish_registry() is not None

    return publish


@pytest.fixture
def ready_matomo() -> Iterator[Matomo]:
    """A Matomo that runs, and that nobody was told of."""
    with running_matomo() as server:
        yield server


@pytest.fixture
def matomo(ready_matomo: Matomo, settings: Settings, declare: Callable[..., None]) -> Matomo:
    """A Matomo that the operator names and visitors were told of."""
    settings.MATOMO_URL = ready_matomo.url()
    declare("127.0.0.1")
    return ready_matomo
