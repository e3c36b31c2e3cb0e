"""The probes tell the truth, quickly, and the doctor says it in words."""

import io
import time
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from cms.tasks import heartbeat
from tests.services.valkey import Valkey

pytestmark = pytest.mark.django_db


def examine() -> tuple[int, str]:
    words = io.StringIO()
    try:
        call_command("doctor", stdout=words)
    except SystemExit as ended:
        return int(str(ended.code)), words.getvalue()
    return 0, words.getvalue()


def test_a_living_site_says_so(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db(transaction=True)
def test_a_ready_site_names_database_and_broker(client: Client, valkey: Valkey) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "up", "broker": "up"})


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_is_told_and_the_site_is_ready_all_the_same(client: Client, valkey: Valkey) -> None:
    valkey.stop()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "up", "broker": "down"})


def test_a_broker_that_never_answers_is_waited_for_only_briefly(client: Client, settings: Any) -> None:
    settings.REDIS_URL = "redis://192.0.2.1:6379/0"
    begun = time.monotonic()
    assert client.get("/readyz").json()["broker"] == "down"
    assert time.monotonic() - begun < 4


def test_metrics_count_deliveries_and_need_the_token_where_one_is_set(client: Client, settings: Any) -> None:
    assert b"kompetensplan_events 0.0" in client.get("/metrics").content
    settings.METRICS_TOKEN = "a token"
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"authorization": "Bearer another"}).status_code == 401
    assert client.get("/metrics", headers={"authorization": "Bearer a token"}).status_code == 200


def test_the_doctor_finds_a_dead_broker(valkey: Valkey) -> None:
    valkey.stop()
    code, words = examine()
    assert code == 1
    assert "the broker does not answer" in words


def test_the_doctor_finds_a_beat_that_was_never_seen_and_then_sees_it(valkey: Valkey) -> None:
    assert "beat and worker have not been seen" in examine()[1]
    heartbeat()
    assert "beat and worker" not in examine()[1]
