"""What a mail provider reports is heard when it is signed, and does the same as a bounce by mail."""

import hashlib
import hmac
import json
import time
from base64 import b64encode
from http import HTTPStatus
from typing import Any

import pytest
from anymail.webhooks.base import AnymailBaseWebhookView
from django.core.checks import run_checks
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.workers.announcing import follower
from tests.workers.test_bounces import write_to
from workers.models import Bounce, Delivery, Subscriber
from workers.services.bounces.reading import Sort, count
from workers.services.messages.naming import identify
from workers.services.suppressing.listing import find_suppression
from workers.views.tracking import VIEWS, find_view

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

KEY = "key-of-the-provider"
SECRET = "reports:a-long-password"


@pytest.fixture
def mailgun(settings: Settings) -> None:
    settings.ANYMAIL_PROVIDER = "mailgun"
    settings.ANYMAIL = {**settings.ANYMAIL, "MAILGUN_WEBHOOK_SIGNING_KEY": KEY}


@pytest.fixture
def postmark(settings: Settings) -> None:
    settings.ANYMAIL_PROVIDER = "postmark"
    settings.ANYMAIL = {**settings.ANYMAIL, "WEBHOOK_SECRET": SECRET}


def sign(event: dict[str, Any], token: str = "t" * 50, key: str = KEY) -> dict[str, Any]:
    """Mailgun's envelope around an event, with its HMAC of time and token."""
    now = str(int(time.time()))
    signature = hmac.new(key.encode(), f"{now}{token}".encode(), hashlib.sha256).hexdigest()
    return {"signature": {"timestamp": now, "token": token, "signature": signature}, "event-data": event}


def fail(
    person: Subscriber, code: int = 550, words: str = "5.1.1 no such user", **other: Any
) -> dict[str, Any]:
    return {
        "event": "failed",
        "severity": "permanent",
        "reason": "bounce",
        "recipient": person.email,
        "timestamp": time.time(),
        "delivery-status": {"code": code, "message": words, "description": ""},
        "message": {"headers": {}},
        **other,
    }


def post(provider: str, content: Any, secret: str = "") -> int:
    authorisation = {"Authorization": f"Basic {b64encode(secret.encode()).decode()}"} if secret else {}
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    answer = Client().post(
        f"/webhooks/mail/{provider}/", body, content_type="application/json", headers=authorisation
    )
    return answer.status_code


def reason(person: Subscriber) -> str:
    entry = find_suppression(person.email)
    return entry.reason if entry else ""


def test_a_signed_report_of_a_dead_address_suppresses_it(mailgun: None) -> None:
    person, other = follower(), follower()
    assert post("mailgun", sign(fail(person))) == HTTPStatus.OK
    assert (reason(person), reason(other)) == ("bounced", "")
    assert Bounce.objects.get().status == "5.1.1"


def test_a_report_that_names_our_message_marks_its_row(mailgun: None) -> None:
    person = follower()
    row = write_to(person)
    name = identify(row).strip("<>")
    post("mailgun", sign(fail(person, message={"headers": {"message-id": name}})))
    assert Delivery.objects.get(pk=row.pk).state == "failed"


def test_a_complaint_and_a_leave_are_heard(mailgun: None) -> None:
    angry, leaving = follower(), follower()
    for number, (event, person) in enumerate([("complained", angry), ("unsubscribed", leaving)]):
        content = {"event": event, "recipient": person.email, "timestamp": time.time()}
        assert post("mailgun", sign(content, token=f"{number}")) == HTTPStatus.OK
    assert (reason(angry), reason(leaving)) == ("complained", "left")


def test_what_may_pass_suppresses_nobody_at_once(mailgun: None) -> None:
    person = follower()
    post("mailgun", sign(fail(person, 452, "4.2.2 over quota"), token="1"))
    post("mailgun", sign(fail(person, severity="temporary"), token="2"))
    post("mailgun", sign({"event": "opened", "recipient": person.email, "timestamp": time.time()}, token="3"))
    assert reason(person) == ""
    assert [bounce.kind for bounce in Bounce.objects.all()] == ["soft"]


@pytest.mark.parametrize("key", ["another", ""])
def test_what_is_not_signed_is_refused(mailgun: None, key: str) -> None:
    person = follower()
    assert post("mailgun", sign(fail(person), key=key)) == HTTPStatus.FORBIDDEN
    assert post("mailgun", {"event-data": fail(person)}) == HTTPStatus.FORBIDDEN
    assert reason(person) == "" and not Bounce.objects.exists()


def test_a_replayed_report_takes_back_no_later_consent(mailgun: None) -> None:
    person = follower()
    content = sign(fail(person))
    post("mailgun", content)
    Subscriber.objects.filter(pk=person.pk).update(ended_at=None, confirmed_at=timezone.now())
    assert post("mailgun", content) == HTTPStatus.OK
    assert post("mailgun", sign(content["event-data"], token="new")) == HTTPStatus.OK
    assert Subscriber.objects.get(pk=person.pk).active


def test_an_unknown_address_is_heard_of_and_forgotten(mailgun: None) -> None:
    person = follower()
    Subscriber.objects.all().delete()
    assert post("mailgun", sign(fail(person))) == HTTPStatus.OK
    assert reason(person) == ""
    assert person.email not in str(Bounce.objects.values())


def test_a_provider_that_does_not_sign_uses_a_password(postmark: None) -> None:
    person, soft = follower(), follower()
    content = {"RecordType": "Bounce", "ID": 1, "Email": person.email, "Type": "HardBounce"}
    for secret in ("", "reports:wrong"):
        assert post("postmark", content, secret) == HTTPStatus.FORBIDDEN
    assert reason(person) == ""
    assert post("postmark", content, SECRET) == HTTPStatus.OK
    assert (
        post("postmark", {**content, "ID": 2, "Email": soft.email, "Type": "SoftBounce"}, SECRET)
        == HTTPStatus.OK
    )
    assert (reason(person), reason(soft)) == ("bounced", "")


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"RecordType": 3}', b"\xff", b"null"])
def test_what_cannot_be_read_is_the_senders_fault(postmark: None, content: bytes) -> None:
    assert post("postmark", content, SECRET) in (HTTPStatus.BAD_REQUEST, HTTPStatus.OK)
    assert not Bounce.objects.exists()


def test_what_is_too_large_is_refused_before_it_is_read(postmark: None, settings: Settings) -> None:
    most = settings.REPORTS_MAX_BYTES
    assert post("postmark", b" " * (most + 1), SECRET) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert post("postmark", b" " * (most - 2) + b"{}", SECRET) == HTTPStatus.OK


def test_only_the_configured_provider_exists(mailgun: None) -> None:
    for provider in ("postmark", "sendgrid", "unheard-of"):
        assert post(provider, {}, SECRET) == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("provider", ["", "mailgun", "postmark", "unheard-of"])
def test_no_provider_exists_that_anybody_could_speak_for(settings: Settings, provider: str) -> None:
    settings.ANYMAIL_PROVIDER = provider
    assert post(provider or "mailgun", {}) == HTTPStatus.NOT_FOUND
    found = [error.id for error in run_checks() if str(error.id).startswith("workers.E01")]
    assert found == (["workers.E010"] if provider else [])


def test_a_mailbox_whose_password_would_travel_open_is_an_error(settings: Settings) -> None:
    for url, wrong in (("imap://u:p@mail.example.org/", True), ("imaps://u:p@mail.example.org/", False)):
        settings.BOUNCES_URL = url
        assert any(error.id == "workers.E011" for error in run_checks()) is wrong


def test_a_page_of_another_site_learns_nothing(postmark: None) -> None:
    answer = Client().get("/webhooks/mail/postmark/")
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_measures_count_what_came_back_and_who_is_suppressed(mailgun: None) -> None:
    post("mailgun", sign(fail(follower())))
    count(Sort.BOUNCE)
    text = Client().get("/metrics").content.decode()
    assert 'kompetensplan_suppressed{reason="bounced"} 1.0' in text
    assert 'kompetensplan_reports_ever{sort="bounce"} 1.0' in text


@pytest.mark.parametrize("provider", VIEWS)
def test_anymail_has_a_view_of_each_provider_that_may_be_configured(provider: str) -> None:
    assert issubclass(find_view(provider), AnymailBaseWebhookView)
