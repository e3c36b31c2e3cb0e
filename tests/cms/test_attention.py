"""The dashboard, the doctor and the metrics say when mail stands still, and are silent when it goes."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.attention.finding import find_troubles
from cms.broker import HEARTBEAT, connect
from cms.tasks import heartbeat
from tests.cms.test_health import examine
from tests.pages.conftest import Editor
from tests.services.valkey import Valkey
from workers.models import Alarm, DailyCount, Delivery
from workers.services.alerting.watching import watch
from workers.services.delivering.breaking import open_breaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(valkey: Valkey) -> Iterator[Valkey]:
    """The broker, in which no worker has been seen; afterwards as before."""
    forget_heartbeat()
    yield valkey
    valkey.start()
    forget_heartbeat()


def forget_heartbeat() -> None:
    with connect() as client:
        client.delete(HEARTBEAT)


def old(**fields: object) -> Delivery:
    at = timezone.now() - timedelta(hours=1)
    values = {"purpose": "publication", "language": "sv", "next_attempt_at": at, "created_at": at, **fields}
    return Delivery.objects.create(announcement=uuid4(), **values)


def read(editor: Editor) -> str:
    return str(editor.client.get("/admin/", headers={"Accept-Language": "sv"}).content.decode())


def test_a_house_in_order_is_not_mentioned(editor: Editor, queue: Valkey) -> None:
    heartbeat()
    assert find_troubles() == []
    assert "behöver åtgärdas" not in read(editor)


def test_a_queue_that_does_not_answer_is_on_the_dashboard(editor: Editor, queue: Valkey) -> None:
    queue.stop()
    assert "Kön svarar inte" in read(editor)


def test_a_worker_that_was_never_seen_is_on_the_dashboard(editor: Editor, queue: Valkey) -> None:
    assert "Ingen worker har synts till" in read(editor)


def test_mail_that_stands_still_is_on_the_dashboard(editor: Editor, queue: Valkey) -> None:
    heartbeat()
    old()
    watch()
    said = read(editor)
    assert "Mejlen har stått still sedan" in said
    assert "/admin/reports/mail-check/" in said
    Alarm.objects.update(ended_at=timezone.now())
    assert "behöver åtgärdas" not in read(editor)


def test_a_server_that_refuses_us_is_on_the_dashboard(editor: Editor, queue: Valkey) -> None:
    heartbeat()
    open_breaker("535 no")
    assert "Mejlservern har inte tagit emot våra mejl sedan" in read(editor)


def test_the_doctor_says_what_is_wrong_with_mail(queue: Valkey) -> None:
    assert "ok     mail" in examine()[1]
    open_breaker("535 no")
    old()
    code, words = examine()
    assert code == 1
    assert "FAULT  mail" in words
    assert "535 no" in words
    assert "bulk: the oldest has waited for 36" in words


def test_metrics_tell_how_old_the_oldest_is_and_what_became_of_mails(client: Client) -> None:
    old(), old(state="failed"), old(state="held"), old(purpose="manage", urgent=True)
    DailyCount.objects.create(day=timezone.localdate(), purpose="publication", outcome="failed", count=7)
    told = client.get("/metrics").content.decode()
    assert 'kompetensplan_oldest_due_seconds{queue="bulk"} 36' in told
    assert 'kompetensplan_oldest_due_seconds{queue="events"} 0.0' in told
    assert 'kompetensplan_queue_stands_still{queue="bulk"} 1.0' in told
    assert 'kompetensplan_deliveries{state="held"} 1.0' in told
    assert 'kompetensplan_deliveries_by_purpose{purpose="publication",state="failed"} 1.0' in told
    assert 'kompetensplan_mails_ever{outcome="failed"} 7.0' in told
    assert "kompetensplan_mail_breaker_open 0.0" in told
    assert 'kompetensplan_webhook_posts{state="waiting"} 0.0' in told


def test_metrics_ask_as_little_of_a_large_house(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(50):
        old()
    with django_assert_max_num_queries(20):
        client.get("/metrics")
