"""Moving to another address: confirmed at the new one, told to the old one, and nobody learns of others."""

import re
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.workers.announcing import Tree, follower, grow, publish, wait
from tests.workers.conftest import read_mailbox
from workers.models import Delivery, Letter, Subscriber, SubscriberRecord, SuppressionReason
from workers.services.delivering.sending import deliver
from workers.services.subscribing.following import leave
from workers.services.subscribing.readdressing import ask_to_readdress
from workers.services.suppressing.listing import enlist, find_suppression
from workers.services.suppressing.marking import mark
from workers.services.sweeping import sweep_all
from workers.tokens import sign_managing, sign_readdressing

pytestmark = pytest.mark.django_db

OURS = {"Sec-Fetch-Site": "same-origin"}
ASK = {"sv": "/sv/prenumerera/hantera/{}/adress/", "en": "/en/subscribe/manage/{}/address/"}
LINK = {"sv": "/sv/prenumerera/adress/", "en": "/en/subscribe/address/"}
OLD, NEW = "anna@example.org", "anna@example.com"


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def ask(client: Client, person: Subscriber, email: str = NEW, language: str = "sv") -> str:
    path = ASK[language].format(sign_managing(person.key))
    response = client.post(path, {"email": email}, headers=OURS)
    assert response.status_code == 200
    return response.content.decode()


def mails_to(mailbox: Path, address: str) -> list[str]:
    """Send what waits; return the text of each mail that this address got."""
    deliver(urgent=True, seconds=60)
    found = [message for message in read_mailbox(mailbox) if message["To"] == address]
    return [str(part.get_content()) for message in found if (part := message.get_body(("plain",)))]


def open_link(client: Client, mailbox: Path, language: str = "sv", email: str = NEW) -> str:
    found = re.search(rf"https://plan\.example\.org({LINK[language]}\S+)", mails_to(mailbox, email)[-1])
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("language", "asked", "button", "done", "told"),
    [
        (
            "sv",
            "Vi har skickat ett mejl med en länk till den nya adressen",
            "Ja, det här är min nya adress",
            "Din adress har ändrats",
            "Dina mejl kommer nu till en ny adress",
        ),
        (
            "en",
            "a link to the new address",
            "Yes, this is my new address",
            "Your address has been changed",
            "Your messages now come to a new address",
        ),
    ],
)
def test_an_address_is_changed_by_a_button_behind_a_link_at_the_new_one(
    client: Client, mailbox: Path, tree: Tree, language: str, asked: str, button: str, done: str, told: str
) -> None:
    person = follower(language, tree.area, email=OLD)
    assert asked in ask(client, person, language=language)
    link = open_link(client, mailbox, language)
    shown = client.get(link)
    assert shown.status_code == 200 and button in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    person.refresh_from_db()
    assert person.email == OLD
    for _ in range(2):
        assert done in client.post(link, headers=OURS).content.decode()
    person.refresh_from_db()
    assert (person.email, person.new_email, person.active) == (NEW, "", True)
    assert [topic.topic.key for topic in person.subscriptions.all() if topic.topic] == [tree.area]
    (word,) = mails_to(mailbox, OLD)
    assert told in word and NEW not in word
    record = SubscriberRecord.objects.get(what="readdressed")
    assert record.subscriber == person and record.source == "mail"


def test_mail_goes_to_the_old_address_until_then_and_to_the_new_one_from_then_on(
    client: Client, mailbox: Path, tree: Tree
) -> None:
    person = follower("sv", email=OLD)
    ask(client, person)
    link = open_link(client, mailbox)
    publish(tree, tree.area, note="first")
    wait()
    deliver(urgent=False, seconds=60)
    publish(tree, tree.other_area, note="second")
    wait()
    client.post(link, headers=OURS)
    deliver(urgent=False, seconds=60)
    assert any("first" in text for text in mails_to(mailbox, OLD))
    assert any("second" in text for text in mails_to(mailbox, NEW))
    assert not any("second" in text for text in mails_to(mailbox, OLD))


@pytest.mark.parametrize("who", ["free", "following", "left", "complained", "waiting for another"])
def test_nobody_learns_whether_an_address_is_taken_or_suppressed(
    client: Client, mailbox: Path, tree: Tree, who: str
) -> None:
    person = follower("sv", email=OLD)
    plain = ask(client, person, "free@example.org")
    match who:
        case "following":
            follower("en", email=NEW)
        case "left":
            leave(follower("en", email=NEW).key)
        case "complained":
            enlist(NEW, SuppressionReason.COMPLAINED)
        case "waiting for another":
            follower("en", email="x@example.org")
            Subscriber.objects.filter(email="x@example.org").update(new_email=NEW)
    assert normal(ask(client, person)) == normal(plain)


def normal(page: str) -> str:
    """A page without the token of its own address, which changes every second."""
    return re.sub(r"hantera/[^/]+/|manage/[^/]+/", "", page)


def test_an_address_that_follows_already_gets_what_both_followed_and_hears_once(
    client: Client, mailbox: Path, tree: Tree
) -> None:
    person = follower("sv", tree.area, email=OLD)
    other = follower("en", tree.area, tree.other_area, email=NEW)
    Subscriber.objects.filter(pk=person.pk).update(frequency="now", wants_minor=True)
    publish(tree, tree.area, "sv", note="only once")
    publish(tree, tree.priority, "sv", note="for the Swedish reader")
    wait()
    assert Delivery.objects.unsent().filter(subscriber=person).count() == 2
    ask(client, person)
    link = open_link(client, mailbox)
    for _ in range(2):
        assert client.post(link, headers=OURS).status_code == 200
    person.refresh_from_db()
    other.refresh_from_db()
    assert not person.active and not person.subscriptions.exists()
    assert (other.language, other.wants_minor, other.active) == ("sv", True, True)
    assert set(other.subscriptions.values_list("topic__key", flat=True)) == {tree.area, tree.other_area}
    assert not Delivery.objects.unsent().filter(subscriber=person).exists()
    deliver(urgent=False, seconds=60)
    told = mails_to(mailbox, NEW)
    assert sum("only once" in text for text in told) == 1
    assert sum("for the Swedish reader" in text for text in told) == 1
    assert not any("only once" in text for text in mails_to(mailbox, OLD))


def test_the_whole_plan_takes_the_place_of_parts_when_two_become_one(
    client: Client, mailbox: Path, tree: Tree
) -> None:
    for person, other in (
        (follower("sv", tree.area, email=OLD), follower("sv", email=NEW)),
        (follower("sv", email="b@example.org"), follower("sv", tree.area, email="c@example.org")),
    ):
        ask(client, person, other.email)
        client.post(open_link(client, mailbox, email=other.email), headers=OURS)
        assert list(other.subscriptions.values_list("topic", flat=True)) == [None]


def test_an_address_that_had_left_begins_anew_with_what_it_is_given(
    client: Client, mailbox: Path, tree: Tree
) -> None:
    gone = follower("en", tree.other_area, email=NEW)
    leave(gone.key)
    person = follower("sv", tree.area, email=OLD)
    ask(client, person)
    client.post(open_link(client, mailbox), headers=OURS)
    gone.refresh_from_db()
    assert gone.active and gone.language == "sv"
    assert list(gone.subscriptions.values_list("topic__key", flat=True)) == [tree.area]
    assert find_suppression(NEW) is None


def test_a_pages_row_that_is_known_is_left_out_of_what_carries_it(
    client: Client, mailbox: Path, tree: Tree
) -> None:
    person, other = follower("sv", email=OLD), follower("sv", email=NEW)
    event = publish(tree, tree.area, "sv")
    now = timezone.now()
    common = {"language": "sv", "next_attempt_at": now, "created_at": now}
    Delivery.objects.create(
        subscriber=other,
        event=event,
        purpose="publication",
        announcement=event.announcement,
        state="sent",
        **common,
    )
    carrier = Delivery.objects.create(subscriber=person, purpose="digest", announcement=uuid4(), **common)
    part = Delivery.objects.create(
        subscriber=person,
        event=event,
        purpose="publication",
        announcement=event.announcement,
        state="included",
        carrier=carrier,
        **common,
    )
    ask(client, person)
    client.post(open_link(client, mailbox), headers=OURS)
    carrier.refresh_from_db()
    part.refresh_from_db()
    assert (carrier.state, part.state) == ("suppressed", "suppressed")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("email", ["", "anna", OLD, "ann\u017f@example.org", "a" * 250 + "@example.org"])
def test_a_wrong_address_is_told_at_its_field_and_nothing_is_lost(
    client: Client, tree: Tree, language: str, email: str
) -> None:
    person = follower(language, tree.area, email=OLD)
    path = ASK[language].format(sign_managing(person.key))
    response = client.post(path, {"email": email}, headers=OURS)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#new_email"' in page and 'id="new_email"' in page and "new_email-error" in page
    assert f'value="{email}"' in page
    assert re.search(rf'value="{tree.area}" checked', page)
    assert not Delivery.objects.exists()


def test_asking_by_address_alone_shows_the_settings(client: Client, tree: Tree) -> None:
    token = sign_managing(follower("sv").key)
    response = client.get(ASK["sv"].format(token))
    assert (response.status_code, response.headers["Location"]) == (302, f"/sv/prenumerera/hantera/{token}/")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_old_link_is_410_and_a_forged_one_404(
    client: Client, tree: Tree, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    person = follower(language, email=OLD)
    Subscriber.objects.update(new_email=NEW)
    token = sign_readdressing(person.key, mark(NEW))
    old = time.time() - 25 * 3600
    with monkeypatch.context() as past:
        past.setattr("django.core.signing.time.time", lambda: old)
        expired = sign_readdressing(person.key, mark(NEW))
    for method in (client.get, client.post):
        assert method(f"{LINK[language]}{expired}/", headers=OURS).status_code == 410
        for forged in (token[:-3] + "AAA", sign_managing(person.key)):
            assert method(f"{LINK[language]}{forged}/", headers=OURS).status_code == 404
    person.refresh_from_db()
    assert person.email == OLD


def test_a_link_is_dead_when_another_address_was_asked_for_since_and_when_they_left(
    client: Client, mailbox: Path, tree: Tree
) -> None:
    person = follower("sv", email=OLD)
    ask(client, person)
    link = open_link(client, mailbox)
    ask(client, person, "third@example.org")
    assert client.post(link, headers=OURS).status_code == 410
    newer = open_link(client, mailbox, email="third@example.org")
    leave(person.key)
    assert client.post(newer, headers=OURS).status_code == 410
    person.refresh_from_db()
    assert person.email == OLD and not person.active


def test_leaving_stops_the_link_that_is_on_its_way(client: Client, mailbox: Path, tree: Tree) -> None:
    person = follower("sv", email=OLD)
    ask(client, person)
    leave(person.key)
    assert mails_to(mailbox, NEW) == []


def test_a_new_address_gets_one_link_in_ten_minutes_and_a_subscriber_asks_five_times_an_hour(
    client: Client, mailbox: Path, tree: Tree
) -> None:
    person = follower("sv", email=OLD)
    assert ask(client, person) and ask(client, person)
    assert Letter.objects.count() == 1
    for number in range(6):
        ask(client, person, f"p{number}@example.org")
    assert Letter.objects.count() == 4


def test_a_ceiling_a_minute_holds_for_new_addresses_too(
    client: Client, settings: Settings, tree: Tree
) -> None:
    settings.CONFIRMATIONS_PER_MINUTE = 0
    person = follower("sv", email=OLD)
    path = ASK["sv"].format(sign_managing(person.key))
    assert client.post(path, {"email": NEW}, headers=OURS).status_code == 503
    person.refresh_from_db()
    assert person.new_email == "" and not Letter.objects.exists()


def test_the_letters_hold_an_address_no_longer_than_a_month_after_they_went(
    client: Client, mailbox: Path, tree: Tree
) -> None:
    person = follower("sv", email=OLD)
    ask(client, person)
    client.post(open_link(client, mailbox), headers=OURS)
    mails_to(mailbox, OLD)
    assert Letter.objects.count() == 2
    Delivery.objects.update(finished_at=timezone.now() - timedelta(days=30, seconds=1))
    sweep_all()
    assert not Letter.objects.exists()


def test_no_link_to_leave_goes_to_an_address_that_may_be_a_strangers(
    client: Client, mailbox: Path, tree: Tree
) -> None:
    person = follower("sv", email=OLD)
    ask_to_readdress(person.key, NEW, "sv")
    (text,) = mails_to(mailbox, NEW)
    assert "/unsubscribe/" not in text and OLD not in text
    (message,) = read_mailbox(mailbox)
    assert message["List-Unsubscribe"] is None
