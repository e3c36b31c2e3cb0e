"""What docs/watching.md tells an outside watcher to ask is there, and its examples find out that nobody works."""

import re
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.utils import timezone

from cms.broker import HEARTBEAT, connect
from cms.tasks import heartbeat
from tests.services.places import ROOT
from tests.services.valkey import Valkey
from workers.models import Delivery

pytestmark = pytest.mark.django_db

WORDS = (ROOT / "docs" / "watching.md").read_text()
METRIC = re.compile(r"\bkompetensplan_[a-z_]+")


@pytest.fixture
def broker(valkey: Valkey) -> Iterator[Valkey]:
    forget_heartbeat()
    yield valkey
    forget_heartbeat()


def forget_heartbeat() -> None:
    with connect() as client:
        client.delete(HEARTBEAT)


def cut_out(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", WORDS, re.DOTALL)
    assert found
    return found[1]


def measure(client: Client) -> str:
    return client.get("/metrics").content.decode()


def run_cron(told: str) -> str:
    """Run the example's filter on what was told, as cron would on what curl fetched."""
    script = cut_out("sh").partition("awk '")[2].rpartition("'")[0]
    done = subprocess.run(["awk", script], input=told, capture_output=True, text=True, check=True)  # noqa: S607  the document's own words
    return done.stdout


def test_every_figure_that_is_named_is_told(client: Client, broker: Valkey) -> None:
    heartbeat()
    told = set(METRIC.findall(measure(client)))
    assert set(METRIC.findall(WORDS)) <= told


def test_every_address_that_is_named_answers(client: Client) -> None:
    addresses = set(re.findall(r"`(/[a-z]+)`", WORDS))
    assert addresses == {"/healthz", "/readyz", "/metrics"}
    assert {client.get(address).status_code for address in addresses} == {200}


def test_every_setting_that_is_named_is_one() -> None:
    names = set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", WORDS))
    assert {"ADMINS_EMAIL", "METRICS_TOKEN"} <= names
    assert all(hasattr(settings, name) for name in names)


def test_each_rule_of_prometheus_has_a_condition_and_says_what_is_wrong() -> None:
    [group] = yaml.safe_load(cut_out("yaml"))["groups"]
    for rule in group["rules"]:
        assert METRIC.search(rule["expr"])
        assert rule["annotations"]["summary"]
    [gone] = [rule for rule in group["rules"] if "heartbeat" in rule["expr"]]
    assert "absent(" in gone["expr"]


def test_the_line_of_cron_is_silent_while_all_is_well(client: Client, broker: Valkey) -> None:
    heartbeat()
    assert run_cron(measure(client)) == ""


def test_the_line_of_cron_tells_of_a_worker_that_is_gone(client: Client, broker: Valkey) -> None:
    assert "worker or beat is gone" in run_cron(measure(client))
    with connect() as broker_client:
        broker_client.set(HEARTBEAT, str(time.time() - 600))
    assert "worker or beat is gone" in run_cron(measure(client))
    assert "worker or beat is gone" in run_cron("")


def test_the_line_of_cron_names_what_stands_still(client: Client, broker: Valkey) -> None:
    heartbeat()
    at = timezone.now() - timedelta(hours=1)
    Delivery.objects.create(
        announcement=uuid4(), purpose="publication", language="sv", next_attempt_at=at, created_at=at
    )
    assert run_cron(measure(client)) == 'kompetensplan_queue_stands_still{queue="bulk"}\n'
