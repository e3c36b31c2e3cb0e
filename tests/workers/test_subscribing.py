"""Following, confirming, changing and leaving, as a browser and a mail reader do it."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.workers.announcing import Tree, follower, grow
from tests.workers.conftest import read_mailbox
from workers.models import Delivery, Subscriber, Subscription, SuppressionReason, Throttle
from workers.services.delivering.sending import deliver
from workers.services.suppressing.listing import enlist
from workers.services.sweeping import sweep_all
from workers.tokens import Choices, sign_confirmation, sign_leaving, sign_managing

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db

OURS = {"Sec-Fetch-Site": "same-origin"}
PATHS = {"sv": "/sv/prenumerera/", "en": "/en/subscribe/"}


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def subscribe(client: Client, language: str = "sv", **fields: object) -> "Response":
    sent = {"email": "anna@example.org", "language": language, "scope": ["plan"], "frequency": "now"}
    return client.post(PATHS[language], {**sent, **fields}, headers=OURS)


def link_in_mail(mailbox: Path, pattern: str) -> str:
    """Send what waits, and return the path of the last mail's link."""
    deliver(urgent=True, seconds=60)
    text = read_mailbox(mailbox)[-1].get_body(preferencelist=("plain",))
    assert text
    found = re.search(rf"https://plan\.example\.org({pattern}\S+)", text.get_content())
    assert found
    return found[1]


def words(response: "Response") -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("language", "confirm", "heading"),
    [
        ("sv", "/sv/prenumerera/bekrafta/", "Nu följer du planen"),
        ("en", "/en/subscribe/confirm/", "You are following now"),
    ],
)
def test_following_takes_a_form_a_mail_and_a_button(
    client: Client, mailbox: Path, tree: Tree, language: str, confirm: str, heading: str
) -> None:
    assert subscribe(client, language, scope=[str(tree.area)]).status_code == 200
    link = link_in_mail(mailbox, confirm)
    assert not Subscription.objects.exists()
    shown = client.get(link)
    assert shown.status_code == 200
    assert words(shown).count('<form method="post"><p><button') == 1
    assert not Subscription.objects.exists()
    done = client.post(link, headers=OURS)
    assert heading in words(done)
    subscription = Subscription.objects.get()
    assert subscription.topic and subscription.topic.key == tree.area
    assert (subscription.basis, subscription.consent_text) == ("consent", "2026-1")
    assert subscription.subscriber.active
    assert client.post(link, headers=OURS).status_code == 200
    assert Subscription.objects.count() == 1


@pytest.mark.parametrize("language", ["sv", "en"])
def test_known_and_unknown_addresses_get_the_same_answer_and_a_mail(
    client: Client, mailbox: Path, tree: Tree, language: str
) -> None:
    follower(language, email="known@example.org")
    known = subscribe(client, language, email="known@example.org")
    unknown = subscribe(client, language, email="unknown@example.org")
    assert (known.status_code, known.content, known.headers) == (200, unknown.content, unknown.headers)
    deliver(urgent=True, seconds=60)
    assert {message["To"] for message in read_mailbox(mailbox)} == {
        "known@example.org",
        "unknown@example.org",
    }


@pytest.mark.parametrize("path", ["/sv/prenumerera/hantera/", "/en/subscribe/manage/"])
def test_asking_for_the_settings_tells_nobody_who_follows(
    client: Client, mailbox: Path, tree: Tree, path: str
) -> None:
    follower(email="known@example.org")
    known = client.post(path, {"email": "known@example.org"}, headers=OURS)
    unknown = client.post(path, {"email": "unknown@example.org"}, headers=OURS)
    assert (known.status_code, known.content) == (200, unknown.content)
    deliver(urgent=True, seconds=60)
    assert len(read_mailbox(mailbox)) == 2


def test_an_address_gets_one_confirmation_in_ten_minutes(client: Client, mailbox: Path, tree: Tree) -> None:
    first = subscribe(client)
    second = subscribe(client, email=" Anna@Example.org ")
    assert first.content == second.content
    assert Delivery.objects.count() == 1
    Throttle.objects.update(ends_at=F("ends_at") - timedelta(minutes=10))
    subscribe(client)
    assert Delivery.objects.count() == 2


def test_a_ceiling_a_minute_holds_for_everybody_and_changes_nothing(
    client: Client, settings: Settings, tree: Tree
) -> None:
    settings.CONFIRMATIONS_PER_MINUTE = 2
    for number in range(2):
        assert subscribe(client, email=f"p{number}@example.org").status_code == 200
    refused = subscribe(client, email="p2@example.org")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "60")
    assert Subscriber.objects.count() == 2
    Throttle.objects.update(ends_at=F("ends_at") - timedelta(minutes=1))
    assert subscribe(client, email="p2@example.org").status_code == 200
    assert Subscriber.objects.count() == 3


def test_the_ceiling_tells_nobody_whose_mail_is_stopped(
    client: Client, settings: Settings, tree: Tree
) -> None:
    enlist("dead@example.org", SuppressionReason.BOUNCED)
    subscribe(client, email="asked@example.org")
    settings.CONFIRMATIONS_PER_MINUTE = 1
    for email in ("dead@example.org", "asked@example.org", "unknown@example.org"):
        for path in ("/sv/prenumerera/", "/sv/prenumerera/hantera/"):
            sent = {"email": email, "language": "sv", "scope": "plan", "frequency": "now"}
            assert client.post(path, sent, headers=OURS).status_code == 503


def test_an_address_is_kept_at_the_host_that_was_written(client: Client, tree: Tree) -> None:
    subscribe(client, email="Anna@STRA\u00dfE.example.org")
    subscribe(client, email="bo@O\u0308.example.org")
    kept = set(Subscriber.objects.values_list("email", flat=True))
    assert kept == {"anna@xn--strae-oqa.example.org", "bo@xn--nda.example.org"}


def test_a_throttle_holds_no_address(client: Client, tree: Tree) -> None:
    subscribe(client)
    assert Throttle.objects.count() == 2
    assert all(re.fullmatch(r"[0-9a-f]{64}", throttle.name) for throttle in Throttle.objects.all())


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "anna"),
        ("email", "anna@example.org\r\nBcc: eve@example.org"),
        ("email", "a" * 250 + "@example.org"),
        ("email", "anna@" + "ö" * 80 + ".se"),
        ("email", "ann\u017f@example.org"),
        ("email", "\u0131da@example.org"),
        ("email", "anna@\u200bexample.org"),
        ("email", "anna@localhost"),
        ("email", "anna@[127.0.0.1]"),
        ("email", "a" * 65 + "@example.org"),
        ("email", "\u212aarin@example.org"),
        ("email", '"anna\x01"@example.org'),
        ("email", '"anna\x7f"@example.org'),
        ("email", "a" * 60 + "@" + "öäå." * 40 + "se"),
        ("language", "de"),
        ("language", ""),
        ("scope", []),
        ("scope", ["nonsense"]),
        ("scope", ["2f6b9a1e-0000-4000-8000-000000000000"]),
        ("kinds", [""]),
        ("kinds", ["", "moved"]),
        ("frequency", "hourly"),
    ],
)
def test_bad_input_is_answered_at_the_field_and_changes_nothing(
    client: Client, tree: Tree, language: str, field: str, value: object
) -> None:
    sent = {"email": "anna@example.org", "scope": ["plan"], field: value}
    response = client.post(PATHS[language], {"language": language, "frequency": "now", **sent}, headers=OURS)
    page = words(response)
    assert response.status_code == 422
    assert "field-error" in page and "error-summary" in page
    assert f'href="#id_{field}"' in page
    assert f'id="id_{field}"' in page
    assert f'<html lang="{language}"' in page
    if field != "email":
        assert 'value="anna@example.org"' in page
    assert not Subscriber.objects.exists()


def test_a_form_from_another_origin_is_refused(client: Client, tree: Tree) -> None:
    response = client.post(
        PATHS["sv"], {"email": "anna@example.org"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403
    assert not Subscriber.objects.exists()


def test_a_form_of_two_megabytes_is_refused(client: Client, tree: Tree) -> None:
    response = client.post(PATHS["sv"], {"email": "a" * 2_000_000}, headers=OURS)
    assert response.status_code == 413


def test_the_form_lists_areas_in_the_order_people_count(client: Client, tree: Tree) -> None:
    page = words(client.get(PATHS["sv"]))
    assert page.index(str(tree.area)) < page.index(str(tree.priority)) < page.index(str(tree.other_area))
    assert str(tree.principle) not in page
    assert f'<label for="scope-{tree.area}">U2 Title sv' in page


@pytest.mark.parametrize("name", ["scope", "follow"])
def test_a_link_from_a_page_lists_and_ticks_that_page(client: Client, tree: Tree, name: str) -> None:
    page = words(client.get(f"{PATHS['sv']}?{name}={tree.priority}"))
    assert re.search(rf'value="{tree.priority}" checked', page)
    assert re.search(r'value="plan" checked', words(client.get(f"{PATHS['sv']}?{name}={tree.plan}")))
    assert client.get(f"{PATHS['sv']}?{name}=junk").status_code == 200


def test_a_topic_without_a_translation_is_named_in_its_own_language(client: Client) -> None:
    tree = grow("sv")
    assert f'<label for="scope-{tree.area}" lang="sv">U2 Title sv' in words(client.get(PATHS["en"]))


@pytest.mark.parametrize("name", ["confirm", "manage"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_expired_link_is_410_and_a_forged_one_404(
    client: Client, tree: Tree, monkeypatch: pytest.MonkeyPatch, name: str, language: str
) -> None:
    person = follower(language)
    folder = {
        "sv": {"confirm": "bekrafta", "manage": "hantera"},
        "en": {"confirm": "confirm", "manage": "manage"},
    }
    signers: dict[str, Callable[[], str]] = {
        "confirm": lambda: sign_confirmation(person.key, Choices(language, "now", ("plan",))),
        "manage": lambda: sign_managing(person.key),
    }
    sign = signers[name]
    old = time.time() - 8 * 24 * 3600
    with monkeypatch.context() as past:
        past.setattr("django.core.signing.time.time", lambda: old)
        expired = sign()
    root = f"{PATHS[language]}{folder[language][name]}/"
    forged = sign()[:-3] + "AAA"
    other = sign_leaving(person.key)
    before = list(Subscription.objects.values())
    for method in (client.get, client.post):
        assert method(f"{root}{expired}/", headers=OURS).status_code == 410
        assert method(f"{root}{forged}/", headers=OURS).status_code == 404
        assert method(f"{root}{other}/", headers=OURS).status_code == 404
    assert f'<html lang="{language}"' in words(client.get(f"{root}{expired}/"))
    assert list(Subscription.objects.values()) == before


def test_a_confirmation_adds_to_what_is_followed(client: Client, mailbox: Path, tree: Tree) -> None:
    person = follower("sv", tree.other_area, email="anna@example.org")
    subscribe(client, "en", scope=[str(tree.area)])
    client.post(link_in_mail(mailbox, "/en/subscribe/confirm/"), headers=OURS)
    person.refresh_from_db()
    assert person.language == "en"
    assert set(person.subscriptions.values_list("topic__key", flat=True)) == {tree.area, tree.other_area}


def test_the_settings_change_language_and_scope_through_a_mailed_link(
    client: Client, mailbox: Path, tree: Tree
) -> None:
    person = follower("sv", tree.area, email="anna@example.org")
    client.post("/sv/prenumerera/hantera/", {"email": "anna@example.org"}, headers=OURS)
    link = link_in_mail(mailbox, "/sv/prenumerera/hantera/")
    page = client.get(link)
    assert re.search(rf'value="{tree.area}" checked', words(page))
    assert page.headers["Cache-Control"] == "no-store"
    saved = client.post(
        link, {"language": "en", "scope": [str(tree.other_area)], "frequency": "now"}, headers=OURS
    )
    assert "Dina val är sparade." in words(saved)
    person.refresh_from_db()
    assert person.language == "en"
    assert list(person.subscriptions.values_list("topic__key", flat=True)) == [tree.other_area]
    refused = client.post(link, {"language": "en", "frequency": "now"}, headers=OURS)
    assert refused.status_code == 422
    assert person.subscriptions.count() == 1


def test_leaving_takes_one_post_from_any_origin_and_a_get_changes_nothing(client: Client, tree: Tree) -> None:
    person = follower("en")
    link = f"/unsubscribe/{sign_leaving(person.key)}/"
    shown = client.get(link)
    assert shown.status_code == 200 and "Yes, stop all messages" in words(shown)
    assert "Ja, stoppa alla mejl" in words(client.get(f"{link}?language=sv"))
    person.refresh_from_db()
    assert person.active
    one_click = {"List-Unsubscribe": "One-Click"}
    for _ in range(2):
        response = client.post(link, one_click, headers={"Origin": "https://mail.example.com"})
        assert response.status_code == 200
        assert not response.cookies
    person.refresh_from_db()
    assert not person.active
    assert not person.subscriptions.exists()
    assert client.post("/unsubscribe/forged:token/", one_click).status_code == 404


def test_who_left_may_follow_again(client: Client, mailbox: Path, tree: Tree) -> None:
    person = follower(email="anna@example.org")
    client.post(f"/unsubscribe/{sign_leaving(person.key)}/")
    subscribe(client)
    client.post(link_in_mail(mailbox, "/sv/prenumerera/bekrafta/"), headers=OURS)
    person.refresh_from_db()
    assert person.active


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("confirmed", [True, False])
def test_a_link_from_before_leaving_does_not_follow_again(
    client: Client, mailbox: Path, tree: Tree, language: str, confirmed: bool
) -> None:
    subscribe(client, language)
    link = link_in_mail(mailbox, PATHS[language] + ("bekrafta/" if language == "sv" else "confirm/"))
    if confirmed:
        assert client.post(link, headers=OURS).status_code == 200
    person = Subscriber.objects.get()
    client.post(f"/unsubscribe/{sign_leaving(person.key)}/")
    for response in (client.get(link), client.post(link, headers=OURS)):
        assert response.status_code == 410
        assert ("Länken är för gammal" if language == "sv" else "The link is too old") in words(response)
    person.refresh_from_db()
    assert not person.active
    assert not person.subscriptions.exists()


def test_an_unconfirmed_address_is_removed_after_seven_days(client: Client, tree: Tree) -> None:
    kept = follower()
    subscribe(client)
    sweep_all()
    assert Subscriber.objects.count() == 2
    Subscriber.objects.update(asked_at=timezone.now() - timedelta(days=7, seconds=1))
    sweep_all()
    assert list(Subscriber.objects.all()) == [kept]


def test_the_local_mailbox_shows_text_and_html_and_the_raw_message(
    client: Client, mailbox: Path, tree: Tree
) -> None:
    subscribe(client)
    deliver(urgent=True, seconds=60)
    name = next(mailbox.glob("*.eml")).stem
    assert name in words(client.get("/dev/mail/"))
    message = client.get(f"/dev/mail/{name}/")
    assert re.search(r'<a href="https://plan\.example\.org/sv/prenumerera/bekrafta/', words(message))
    html = client.get(f"/dev/mail/{name}/html/")
    assert "default-src 'none'" in html.headers["Content-Security-Policy"]
    assert "script-src" not in html.headers["Content-Security-Policy"]
    assert client.get(f"/dev/mail/{name}/raw/").content == (mailbox / f"{name}.eml").read_bytes()
    for bad in ("nothing", "..", ".hidden", "a%2f..%2fb"):
        assert client.get(f"/dev/mail/{bad}/").status_code == 404


@pytest.mark.parametrize("path", ["/dev/mail/", "/dev/mail/x/", "/dev/mail/x/html/", "/dev/mail/x/raw/"])
def test_the_local_mailbox_is_404_where_settings_do_not_show_it(
    client: Client, settings: Settings, path: str
) -> None:
    settings.SHOW_MAILBOX = False
    assert client.get(path).status_code == 404
