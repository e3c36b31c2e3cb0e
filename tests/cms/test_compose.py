"""The containers run what the Procfile runs, and these commands work against given servers."""

import shlex
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from cms.supervising.procfile import read_procfile
from tests.services.places import ROOT
from tests.services.site import Site
from tests.services.valkey import Valkey

OURS = ("web", "worker", "beat")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return read


def command_of(service: dict[str, Any]) -> str:
    """Return what a service's shell runs in the end."""
    shell, flag, script = shlex.split(service["command"])
    assert (shell, flag) == ("sh", "-c")
    return script.replace("$$", "$").removeprefix("exec ")


@pytest.mark.parametrize("name", OURS)
def test_a_service_runs_the_command_of_the_procfile(compose: dict[str, Any], name: str) -> None:
    assert command_of(compose["services"][name]) == read_procfile(ROOT / "Procfile")[name]


@pytest.mark.parametrize("name", OURS)
def test_a_service_waits_for_the_database_to_be_ready(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    assert service["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}
    assert service["environment"]["DJANGO_SETTINGS_MODULE"] == "cms.settings.production"


def test_no_secret_stands_in_the_file(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert not {"SECRET_KEY", "METRICS_TOKEN", "EDITOR_PASSWORD"} & set(service.get("environment", {}))


def test_nothing_is_reachable_from_outside_but_through_loopback(compose: dict[str, Any]) -> None:
    ports = [port for service in compose["services"].values() for port in service.get("ports", [])]
    assert ports == ["127.0.0.1:8000:8000"]


def test_the_commands_serve_with_given_servers_under_production_settings(
    valkey: Valkey, start_site: Callable[..., Site], pytestconfig: pytest.Config
) -> None:
    database = "sqlite" if pytestconfig.getoption("--sqlite") else "postgresql"
    site = start_site(
        database,
        DJANGO_SETTINGS_MODULE="cms.settings.production",
        SECRET_KEY="0123456789" * 6,
        SITE_URL="http://127.0.0.1",
        REDIS_URL=valkey.url,
    )
    assert site.get("/readyz") == (200, '{"database": "up", "broker": "up"}')
    assert site.get("/dev/mail/")[0] == 404
    site.stop()
