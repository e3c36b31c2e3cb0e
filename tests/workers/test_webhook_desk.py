"""Webhooks at the desk: made, changed, tried out, turned off and on, and posted again."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings
from wagtail.models import ModelLogEntry

from pages.desk.groups import EDITORS, REVIEWERS
from tests.workers.announcing import grow, publish
from tests.workers.receiving import Receiver
from workers.models import SuppressionReason, WebhookEndpoint, WebhookPost
from workers.services.suppressing.stopping import suppress
from workers.services.webhooks.posting import post_due
from workers.services.webhooks.signing import make_secret

pytestmark = pytest.mark.django_db

HOME = "/admin/webhooks/"
FILLED_IN = {
    "name": "Webbplatsen",
    "url": "https://front.example.org/hook",
    "types": ["page.published", "release.published"],
    "owner_email": "owner@example.org",
    "owner_language": "sv",
}
SECRET = re.compile(r'value="(whsec_[A-Za-z0-9+/=]+)"')


@pytest.fixture
def enter(client: Client) -> Callable[..., Client]:
    def log_in(*groups: str) -> Client:
        user = get_user_model().objects.create_user("anna", "anna@example.org", "password")
        user.groups.add(*Group.objects.filter(name__in=groups))
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def desk(enter: Callable[..., Client]) -> Client:
    """The desk, as whoever may publish sees it."""
    return enter(EDITORS, REVIEWERS)


@pytest.fixture
def endpoint() -> WebhookEndpoint:
    now = timezone.now()
    return WebhookEndpoint.objects.create(
        **FILLED_IN, secret=make_secret(), state_since=now, next_turn_at=now
    )


def log_of(endpoint: WebhookEndpoint) -> str:
    return f"{HOME}inspect/{endpoint.pk}/"


def words(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def act(desk: Client, endpoint: WebhookEndpoint, name: str, **fields: str) -> str:
    """Press a button of the log, and return what is then shown."""
    answer = desk.post(log_of(endpoint), {"act": name, **fields}, follow=True)
    assert answer.status_code == 200
    endpoint.refresh_from_db()
    return words(answer)


def actions(endpoint: WebhookEndpoint) -> list[str]:
    return list(ModelLogEntry.objects.for_instance(endpoint).order_by("pk").values_list("action", flat=True))


def test_only_who_may_publish_manages_webhooks(
    enter: Callable[..., Client], endpoint: WebhookEndpoint
) -> None:
    desk = enter(EDITORS)
    for path in (HOME, f"{HOME}new/", f"{HOME}edit/{endpoint.pk}/", log_of(endpoint)):
        assert desk.get(path).status_code == 302
    desk.post(log_of(endpoint), {"act": "off"})
    endpoint.refresh_from_db()
    assert endpoint.is_on


def test_an_empty_list_says_what_webhooks_are_for(desk: Client) -> None:
    assert "Inga webhookar ännu" in words(desk.get(HOME))


def test_a_webhook_is_made_and_its_secret_shown_once(desk: Client) -> None:
    shown = desk.post(f"{HOME}new/", FILLED_IN)
    found = SECRET.search(words(shown))
    made = WebhookEndpoint.objects.get()
    assert found and found[1] == made.secret
    assert "no-store" in shown["Cache-Control"]
    for path in (HOME, f"{HOME}edit/{made.pk}/", log_of(made), f"{HOME}history/{made.pk}/"):
        answer = desk.get(path)
        assert answer.status_code == 200
        assert made.secret not in words(answer)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://front.example.org/", "måste börja med https://"),
        ("https://127.0.0.1/", "inne i ett nät"),
        ("https://10.0.0.1/", "inne i ett nät"),
        ("https://localhost/", "inne i ett nät"),
        ("https://[::ffff:10.0.0.1]/", "inne i ett nät"),
        ("https://front.example.org:8080/", "443"),
        ("https://anna:secret@front.example.org/", "utan användarnamn"),
    ],
)
def test_an_address_that_we_do_not_post_to_is_refused_in_words(url: str, said: str, desk: Client) -> None:
    shown = words(desk.post(f"{HOME}new/", {**FILLED_IN, "url": url}))
    assert said in shown
    assert 'value="Webbplatsen"' in shown
    assert not WebhookEndpoint.objects.exists()


def test_loopback_is_taken_where_the_setting_opens_it(desk: Client, settings: Settings) -> None:
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    desk.post(f"{HOME}new/", {**FILLED_IN, "url": "http://127.0.0.1:3000/hook"})
    assert WebhookEndpoint.objects.exists()


def test_a_change_leaves_what_workers_wrote(desk: Client, endpoint: WebhookEndpoint) -> None:
    before = endpoint.secret
    desk.post(f"{HOME}edit/{endpoint.pk}/", {**FILLED_IN, "name": "Ny", "types": ["page.withdrawn"]})
    endpoint.refresh_from_db()
    assert (endpoint.name, endpoint.types, endpoint.secret) == ("Ny", ["page.withdrawn"], before)


def test_a_test_message_is_posted_and_its_answer_shown(
    desk: Client, endpoint: WebhookEndpoint, settings: Settings
) -> None:
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    with Receiver(answer=b"HTTP/1.1 500 No\r\nContent-Length: 18\r\n\r\n<script>no</script>") as receiver:
        WebhookEndpoint.objects.update(url=receiver.url)
        act(desk, endpoint, "test")
        assert str(post_due(5)) == "1 retry"
    shown = words(desk.get(log_of(endpoint)))
    assert "webhook.test" in shown
    assert "&lt;script&gt;no&lt;/script" in shown
    assert "<script>no" not in shown
    assert "svaret var ett nej" in shown


def test_turning_off_stops_and_turning_on_lets_messages_be_posted_again(
    desk: Client, endpoint: WebhookEndpoint
) -> None:
    publish(tree := grow("sv"), tree.area)
    act(desk, endpoint, "off")
    assert not endpoint.is_on
    assert "Slå på webhooken först" in act(desk, endpoint, "replay_since", since="2026-01-01T00:00")
    act(desk, endpoint, "on")
    assert endpoint.is_on
    assert WebhookPost.objects.filter(state="waiting").count() == 0
    act(desk, endpoint, "replay_since", since="2026-01-01T00:00")
    stopped = WebhookPost.objects.count()
    assert WebhookPost.objects.filter(state="waiting", replays=1).count() == stopped
    assert actions(endpoint) == [
        "workers.webhook.turn_off",
        "workers.webhook.turn_on",
        "workers.webhook.replay",
    ]


def test_who_turns_a_webhook_on_chooses_whether_it_hears_what_it_missed(
    desk: Client, endpoint: WebhookEndpoint
) -> None:
    tree = grow("sv")
    WebhookPost.objects.all().delete()
    act(desk, endpoint, "off")
    for key in (tree.area, tree.plan):
        publish(tree, key)
    shown = words(desk.get(log_of(endpoint)))
    assert "2 meddelanden har inte kommit fram" in shown and "Inte skickat: webhooken var avstängd" in shown
    wrong = act(desk, endpoint, "on", missed="on", since="in May")
    assert "Skriv datum och tid" in wrong and 'value="in May"' in wrong and not endpoint.is_on
    said = act(desk, endpoint, "on", missed="on", since="2026-01-01T00:00")
    assert endpoint.is_on and "2 meddelanden skickas om" in said
    assert WebhookPost.objects.filter(state="waiting", replays=1).count() == 2
    assert "Skickade om 2 meddelanden" in words(desk.get(f"{HOME}history/{endpoint.pk}/"))


def test_a_webhook_is_turned_on_without_what_it_missed(desk: Client, endpoint: WebhookEndpoint) -> None:
    act(desk, endpoint, "off")
    publish(tree := grow("sv"), tree.area)
    act(desk, endpoint, "on", since="")
    assert endpoint.is_on and WebhookPost.objects.filter(state="missed").exists()
    assert "Skicka om" in words(desk.get(log_of(endpoint)))


def test_each_attempt_is_shown_with_its_answer(desk: Client, endpoint: WebhookEndpoint) -> None:
    publish(tree := grow("sv"), tree.area)
    at = timezone.now().isoformat()
    tries = [[at, 500, "refused"], [at, None, "silence"], [at, 204, ""]]
    WebhookPost.objects.update(state="delivered", attempts=3, status=204, tries=tries)
    assert "500, inget svar i tid, 204" in words(desk.get(log_of(endpoint)))


@pytest.mark.parametrize(
    ("suppressed", "said"), [(True, "inte får några utskick"), (False, "owner@example.org")]
)
def test_the_log_says_when_its_owner_gets_no_mail(
    desk: Client, endpoint: WebhookEndpoint, suppressed: bool, said: str
) -> None:
    if suppressed:
        suppress("owner@example.org", SuppressionReason.BOUNCED)
    shown = words(desk.get(log_of(endpoint)))
    assert said in shown and ("inte får några utskick" in shown) is suppressed


def test_one_message_is_posted_again(desk: Client, endpoint: WebhookEndpoint) -> None:
    publish(tree := grow("sv"), tree.area)
    first = WebhookPost.objects.order_by("pk")[0]
    WebhookPost.objects.update(state="delivered")
    assert "1 meddelande skickas om" in act(desk, endpoint, "replay", post=str(first.pk))
    assert [post.pk for post in WebhookPost.objects.filter(state="waiting")] == [first.pk]


@pytest.mark.parametrize("written", ["", "in May", "2026-99-99T00:00"])
def test_a_time_that_is_none_is_said_at_the_field(
    written: str, desk: Client, endpoint: WebhookEndpoint
) -> None:
    publish(tree := grow("sv"), tree.area)
    WebhookPost.objects.update(state="failed")
    shown = act(desk, endpoint, "replay_since", since=written)
    assert "Skriv datum och tid" in shown
    assert WebhookPost.objects.filter(state="waiting").count() == 0


@pytest.mark.parametrize(
    "fields", [{"act": "no such"}, {}, {"act": "replay", "post": "x"}, {"act": "replay"}]
)
def test_what_is_no_button_does_nothing(
    fields: dict[str, str], desk: Client, endpoint: WebhookEndpoint
) -> None:
    assert desk.post(log_of(endpoint), fields).status_code == 302


def test_a_changed_secret_is_shown_once_and_noted(desk: Client, endpoint: WebhookEndpoint) -> None:
    before = endpoint.secret
    found = SECRET.search(act(desk, endpoint, "rotate"))
    assert found and found[1] == endpoint.secret != before
    assert endpoint.previous_secret == before
    assert actions(endpoint) == ["workers.webhook.rotate"]
    assert endpoint.secret not in words(desk.get(log_of(endpoint)))


def test_a_long_log_has_pages(desk: Client, endpoint: WebhookEndpoint) -> None:
    tree = grow("sv")
    for _ in range(22):
        publish(tree, tree.area)
    assert "Sida 1 av 2" in words(desk.get(log_of(endpoint)))
    assert "Sida 2 av 2" in words(desk.get(f"{log_of(endpoint)}?p=2"))
    assert "Sida 2 av 2" in words(desk.get(f"{log_of(endpoint)}?p=99"))


def test_a_webhook_can_be_removed(desk: Client, endpoint: WebhookEndpoint) -> None:
    publish(tree := grow("sv"), tree.area)
    desk.post(f"{HOME}delete/{endpoint.pk}/")
    assert not WebhookEndpoint.objects.exists()
