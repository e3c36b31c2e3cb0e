"""A visitor reports a fault, and the editors' mailbox has it, whatever fails on the way."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import F
from django.test import Client
from pytest_django.fixtures import Settings

from tests.workers.conftest import read_mailbox
from tests.workers.post_office import PostOffice
from tests.workers.test_saving import held_by_another
from workers.models import Delivery, Letter
from workers.services.delivering.sending import deliver
from workers.services.subscribing.writing import FAULTS_PER_MINUTE
from workers.services.sweeping import sweep_all

pytestmark = pytest.mark.django_db

OURS = {"Sec-Fetch-Site": "same-origin"}
KEPT_DAYS = 7
FORMS = {"sv": "/sv/rapportera-fel/", "en": "/en/report-a-fault/"}
FAULT = {"what": "Menyn går inte att öppna.\nJag använder NVDA.", "page": "/sv/planen/", "reply_to": ""}


def send(client: Client, language: str = "sv", **values: str) -> str:
    response = client.post(FORMS[language], FAULT | values, headers=OURS)
    assert response.status_code == 200, response
    assert not response.cookies
    return response.content.decode()


def arrive() -> None:
    deliver(urgent=True, seconds=10)


@pytest.mark.parametrize(
    ("language", "thanks"), [("sv", "Tack för din rapport"), ("en", "Thank you for your report")]
)
def test_a_report_reaches_the_editors_mailbox(
    client: Client, mailbox: Path, settings: Settings, language: str, thanks: str
) -> None:
    settings.EDITORS_EMAIL = "redaktionen@example.org"
    assert thanks in send(client, language, reply_to="anna@example.org")
    arrive()
    (message,) = read_mailbox(mailbox)
    assert (message["To"], message["Reply-To"]) == ("redaktionen@example.org", "anna@example.org")
    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        assert body
        assert "Jag använder NVDA." in body.get_content() and "/sv/planen/" in body.get_content()
    assert message["List-Unsubscribe"] is None
    assert message["Content-Language"] == "sv", "the editors read Swedish, whoever reports"


def test_a_report_needs_no_address_and_says_that_nobody_can_be_answered(
    client: Client, mailbox: Path
) -> None:
    assert "Du lämnade ingen adress" in send(client)
    arrive()
    (message,) = read_mailbox(mailbox)
    assert message["Reply-To"] is None


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_cannot_be_taken_is_said_at_the_field_and_nothing_is_lost(client: Client, language: str) -> None:
    wrong = {"what": "ö" * 2001, "page": "/sv/x/", "reply_to": "ingen adress"}
    response = client.post(FORMS[language], wrong, headers=OURS)
    page = response.content.decode()
    assert response.status_code == 422
    assert "ö" * 2001 in page and "ingen adress" in page and 'value="/sv/x/"' in page
    assert 'href="#id_what"' in page and 'href="#id_reply_to"' in page
    assert not Letter.objects.exists()


def test_an_empty_report_is_not_sent(client: Client) -> None:
    response = client.post(FORMS["en"], {"what": "  "}, headers=OURS)
    assert response.status_code == 422
    assert "Write what went wrong." in response.content.decode()


@pytest.mark.parametrize("field", ["page", "reply_to", "what"])
def test_nobody_writes_headers_of_their_own(client: Client, mailbox: Path, field: str) -> None:
    response = client.post(FORMS["sv"], FAULT | {field: "a@example.org\r\nBcc: b@example.org"}, headers=OURS)
    arrive()
    assert response.status_code in (200, 422)
    for message in read_mailbox(mailbox):
        assert message["Bcc"] is None


def test_a_form_from_elsewhere_is_refused(client: Client) -> None:
    assert client.post(FORMS["sv"], FAULT, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_too_many_reports_are_refused_and_what_was_typed_is_kept(client: Client) -> None:
    for _ in range(FAULTS_PER_MINUTE):
        send(client)
    response = client.post(FORMS["sv"], FAULT, headers=OURS)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "Menyn går inte att öppna." in response.content.decode()
    assert Letter.objects.count() == FAULTS_PER_MINUTE


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_report_that_cannot_be_saved_now_is_shown_again(client: Client) -> None:
    with held_by_another():
        response = client.post(FORMS["sv"], FAULT, headers=OURS)
    assert response.status_code == 503
    assert "Menyn går inte att öppna." in response.content.decode()


def test_a_mail_server_that_refuses_loses_no_report(client: Client, post_office: PostOffice) -> None:
    send(client)
    post_office.handler.final = "550 No such mailbox"
    for _ in range(30):
        Delivery.objects.update(created_at=F("created_at") - timedelta(days=1))
        Delivery.objects.update(next_attempt_at=F("created_at"))
        arrive()
    post_office.handler.final = ""
    Delivery.objects.update(next_attempt_at=F("created_at"))
    arrive()
    assert len(post_office.recipients) == 1


def test_a_report_is_removed_some_time_after_it_was_mailed_and_not_before(client: Client) -> None:
    send(client)
    Delivery.objects.update(created_at=F("created_at") - timedelta(days=2 * KEPT_DAYS))
    sweep_all()
    assert Letter.objects.count() == 1
    arrive()
    sweep_all()
    assert Letter.objects.count() == 1
    Delivery.objects.update(finished_at=F("finished_at") - timedelta(days=KEPT_DAYS + 1))
    sweep_all()
    assert not Letter.objects.exists() and not Delivery.objects.exists()


@pytest.mark.parametrize("path", FORMS.values())
def test_the_form_is_the_same_for_everybody(client: Client, path: str) -> None:
    assert client.get(path).content == Client(headers={"Cookie": "a=b"}).get(path).content
