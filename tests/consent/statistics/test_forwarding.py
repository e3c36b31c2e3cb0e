"""Page views reach Matomo once it answers, whatever it was like before; and nobody waits for it."""

import time
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from consent.models import DailyCount, OutgoingView, PageView, Service
from consent.registry.publishing import publish_registry
from consent.statistics import forwarding
from consent.statistics import matomo as speaking
from consent.statistics.forwarding import claim, forward_views, pause_after
from consent.statistics.matomo import end_day, oldest_accepted
from consent.statistics.recipient import read_recipient
from consent.statistics.recording import count_views
from tests.consent.asking import consent_to, post
from tests.consent.statistics.matomo import Matomo

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking, "STEP_SECONDS", 0.5)
    monkeypatch.setattr(speaking, "WHOLE_SECONDS", 0.8)


def view(client: Client, times: int = 1, **data: str) -> None:
    consent_to(client, "statistics")
    for _ in range(times):
        assert post(client, "/consent/hit/", {"path": "/sv/planen/", **data}).status_code == 204


def age(days: int) -> None:
    OutgoingView.objects.update(day=timezone.localdate() - timedelta(days=days))


def later() -> None:
    """Let the time of every next attempt come."""
    OutgoingView.objects.update(next_attempt_at=None)


def test_a_view_is_told_in_one_request_and_forgotten(client: Client, matomo: Matomo) -> None:
    view(client, 2, referrer="www.example.org")
    assert forward_views() == 2
    assert forward_views() == 0
    assert len(matomo.letters) == 1
    assert matomo.letters[0]["token_auth"] == "dolt-tecken"
    assert (
        matomo.hits[0]
        == matomo.hits[1]
        == {
            "idsite": "7",
            "rec": "1",
            "apiv": "1",
            "send_image": "0",
            "bots": "1",
            "new_visit": "1",
            "ua": "Kompetensplan",
            "url": f"http://{matomo.hits[0]['url'].split('/')[2]}/sv/planen/",
            "urlref": "https://www.example.org/",
        }
    )
    assert not OutgoingView.objects.exists()


@pytest.mark.parametrize("mood", ["failing", "redirecting", "strange", "refusing", "hanging", "dripping"])
def test_an_ill_matomo_loses_no_view(client: Client, matomo: Matomo, mood: str) -> None:
    matomo.mood = mood
    view(client, 3)
    started = time.monotonic()
    assert forward_views() == 0
    assert time.monotonic() - started < 2
    assert not any(line.startswith("GET") for line in matomo.log)
    assert [row.attempts for row in OutgoingView.objects.all()] == [1, 1, 1]
    assert forward_views() == 0
    assert len(matomo.log) == 1, "it is not asked again at once"
    matomo.mood = "well"
    later()
    assert forward_views() == 3
    assert len(matomo.hits) == 3


def test_a_slow_matomo_is_waited_for(client: Client, matomo: Matomo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking, "STEP_SECONDS", 3.0)
    monkeypatch.setattr(speaking, "WHOLE_SECONDS", 5.0)
    matomo.mood = "slow"
    view(client)
    assert forward_views() == 1


def test_a_matomo_that_is_down_loses_no_view_and_no_count(
    client: Client, matomo: Matomo, settings: Settings
) -> None:
    url = settings.MATOMO_URL
    settings.MATOMO_URL = "http://127.0.0.1:9/matomo.php?idsite=7"
    view(client, 2)
    assert forward_views() == 0
    assert count_views() == 2
    settings.MATOMO_URL = url
    later()
    assert forward_views() == 2
    assert DailyCount.objects.get().views == 2


def test_no_visitor_waits_for_a_matomo_that_hangs(client: Client, matomo: Matomo) -> None:
    matomo.mood = "hanging"
    consent_to(client, "statistics")
    post(client, "/consent/hit/", {"path": "/sv/planen/"})
    started = time.monotonic()
    for _ in range(5):
        post(client, "/consent/hit/", {"path": "/sv/planen/"})
    assert time.monotonic() - started < 0.5
    assert matomo.log == []


def test_what_one_hit_was_turned_down_for_holds_no_other_up(client: Client, matomo: Matomo) -> None:
    matomo.mood = "choosy"
    view(client, 3)
    assert forward_views() == 2
    assert not OutgoingView.objects.exists()


def test_when_it_answers_again_what_waited_is_due_at_once(client: Client, matomo: Matomo) -> None:
    matomo.mood = "failing"
    view(client, 2)
    forward_views()
    matomo.mood = "well"
    view(client, 1)
    assert forward_views() == 3


def test_each_failure_doubles_the_pause_up_to_an_hour_and_no_two_are_alike() -> None:
    pauses = [pause_after(failed) for failed in range(30)]
    assert timedelta(seconds=15) <= pauses[0] <= timedelta(seconds=45)
    assert all(timedelta(minutes=30) <= pause <= timedelta(minutes=90) for pause in pauses[7:])
    assert len(set(pauses)) == len(pauses)


# -- Time ------------------------------------------------------------------------


def test_a_view_of_an_earlier_day_is_told_with_the_end_of_that_day(client: Client, matomo: Matomo) -> None:
    view(client)
    age(40)
    assert forward_views() == 1
    day = timezone.localdate() - timedelta(days=40)
    assert matomo.hits[0]["cdt"] == end_day(day).strftime("%Y-%m-%d %H:%M:%S")


def test_a_view_of_today_is_told_without_a_time(client: Client, matomo: Matomo) -> None:
    view(client)
    forward_views()
    assert "cdt" not in matomo.hits[0]


def test_without_a_token_what_matomo_would_refuse_is_not_forwarded_and_logged(
    client: Client, matomo: Matomo, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MATOMO_URL = matomo.url("idsite=7")
    view(client, 2)
    age(3)
    assert forward_views() == 0
    assert matomo.log == []
    assert "2 page views are not forwarded: without token_auth" in caplog.text
    assert not OutgoingView.objects.exists()
    assert count_views() == 2
    view(client)
    assert forward_views() == 1
    assert "token_auth" not in matomo.letters[0]


def test_without_a_token_yesterday_is_told_while_its_end_is_less_than_a_day_ago() -> None:
    now = timezone.now()
    oldest = oldest_accepted(now)
    assert now - end_day(oldest) < timedelta(hours=24)
    assert now - end_day(oldest - timedelta(days=1)) >= timedelta(hours=23)


# -- Only whom visitors were told of ------------------------------------------------


@pytest.mark.parametrize(
    ("host", "mode", "category"),
    [
        ("matomo.example.se", "server", "statistics"),
        ("127.0.0.1", "frame", "statistics"),
        ("127.0.0.1", "script", "statistics"),
        ("127.0.0.1", "server", "third-party"),
    ],
)
def test_nobody_is_told_whom_the_policy_does_not_name_for_it(
    client: Client,
    ready_matomo: Matomo,
    settings: Settings,
    declare: Callable[..., None],
    host: str,
    mode: str,
    category: str,
) -> None:
    settings.MATOMO_URL = ready_matomo.url()
    declare(host, mode, category)
    view(client)
    assert PageView.objects.count() == 1
    assert not OutgoingView.objects.exists()
    forward_views()
    assert ready_matomo.log == []


def test_a_yes_from_before_the_recipient_was_named_is_not_forwarded_afterwards(
    client: Client, ready_matomo: Matomo, settings: Settings, declare: Callable[..., None]
) -> None:
    settings.MATOMO_URL = ready_matomo.url()
    view(client)
    declare("127.0.0.1")
    count_views()
    assert forward_views() == 0
    assert ready_matomo.log == []


def test_what_waits_is_forgotten_when_the_policy_no_longer_names_the_recipient(
    client: Client, matomo: Matomo, caplog: pytest.LogCaptureFixture
) -> None:
    view(client)
    Service.objects.filter(name="matomo").update(active=False)
    publish_registry()
    assert forward_views() == 0
    assert matomo.log == []
    assert not OutgoingView.objects.exists()
    assert "1 page views are not forwarded: the policy does not name" in caplog.text


def test_what_one_recipient_was_meant_to_hear_no_other_hears(
    client: Client, matomo: Matomo, settings: Settings, declare: Callable[..., None]
) -> None:
    view(client)
    declare("localhost")
    settings.MATOMO_URL = matomo.url().replace("127.0.0.1", "localhost")
    assert forward_views() == 0
    assert matomo.log == []


def test_a_claim_takes_only_what_is_meant_for_the_recipient(client: Client, matomo: Matomo) -> None:
    view(client, 2)
    OutgoingView.objects.filter(pk=OutgoingView.objects.earliest("pk").pk).update(recipient="localhost")
    recipient = read_recipient()
    assert recipient
    assert [row.recipient for row in claim(recipient, uuid.uuid4())] == ["127.0.0.1"]


def test_without_an_address_what_waits_stays(client: Client, matomo: Matomo, settings: Settings) -> None:
    view(client)
    settings.MATOMO_URL = ""
    assert forward_views() == 0
    assert OutgoingView.objects.count() == 1


# -- Two at once ---------------------------------------------------------------------


@pytest.fixture
def many(transactional_db: None, matomo: Matomo) -> Matomo:
    today = timezone.localdate()
    OutgoingView.objects.bulk_create(
        OutgoingView(day=today, path=f"/sv/{number}/", language="sv", recipient="127.0.0.1")
        for number in range(900)
    )
    return matomo


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_each_view_once(many: Matomo) -> None:
    def run(_number: int) -> int:
        try:
            return forward_views()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        told = sum(threads.map(run, range(2)))
    assert told == 900
    assert set(Counter(hit["url"] for hit in many.hits).values()) == {1}
    assert not OutgoingView.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_held_is_told_when_its_lease_ends(
    many: Matomo, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipient = read_recipient()
    assert recipient
    assert len(claim(recipient, uuid.uuid4())) == 200
    assert forward_views() == 700
    assert OutgoingView.objects.count() == 200
    OutgoingView.objects.update(next_attempt_at=timezone.now())
    assert forward_views() == 200


def test_a_matomo_that_is_gone_for_good_fills_no_disk(
    client: Client,
    matomo: Matomo,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(forwarding, "MOST_WAITING", 2)
    settings.MATOMO_URL = "http://127.0.0.1:9/matomo.php?idsite=7"
    view(client, 4)
    forward_views()
    assert OutgoingView.objects.count() == 2
    assert "more than 2 were waiting" in caplog.text
