"""A mail is whole in text and in HTML, in its language, and strict about its form."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.workers.announcing import follower, grow, publish, wait
from tests.workers.conftest import read_mailbox
from tests.workers.post_office import PostOffice
from workers.models import Delivery, Subscriber
from workers.services.delivering.sending import deliver
from workers.services.messages.composing import encode
from workers.services.messages.naming import identify
from workers.services.subscribing.following import ask_to_follow, ask_to_manage
from workers.tokens import Choices, read_leaving

pytestmark = pytest.mark.django_db

AWKWARD = [
    "Kompetens för ålder & ödmjukhet",
    "🦊" * 60,
    "x" * 900,
    "Ö" * 900,
    "مرحبا بالعالم",
    "To: victim@example.org\r\nBcc: other@example.org",
    ".\r\n.\r\nQUIT",
    "<script>alert(1)</script> {{ 1 }} {% now %}",
    "= = =20 soft =",
    "trailing space \t",
    "\x0b\x0c\x85\u2028line separators",
    "mixed 'quotes' \"and\" more",
]


def mail_publication(
    mailbox: Path, language: str = "sv", title: str = "Titel", note: str = ""
) -> EmailMessage:
    tree = grow("sv", "en")
    follower(language, tree.area)
    publish(tree, tree.priority, language, title=title, note=note)
    wait()
    deliver(urgent=False, seconds=60)
    return read_mailbox(mailbox)[-1]


def text_of(message: EmailMessage, subtype: str = "plain") -> str:
    part = message.get_body(preferencelist=(subtype,))
    assert part
    return str(part.get_content())


def test_the_headers_say_who_what_why_and_how_to_leave(mailbox: Path) -> None:
    message = mail_publication(mailbox)
    person = Subscriber.objects.get()
    delivery = Delivery.objects.get()
    assert message["To"] == person.email
    assert message["From"] and message["Date"] and message["Subject"] == "Ändrat: U2.1 Titel"
    assert message["Reply-To"] == "redaktionen@localhost"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = re.fullmatch(r"<https://plan\.example\.org/unsubscribe/([^/]+)/>", message["List-Unsubscribe"])
    assert leave and read_leaving(leave[1]) == person.key
    assert "<updates.plan.example.org>" in message["List-Id"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "sv"
    assert message["Message-ID"] == identify(delivery)
    assert message["Message-ID"].startswith(f"<{delivery.announcement.hex}.{delivery.pk}.")
    assert message.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    ("language", "why", "leave"),
    [
        ("sv", "för att du följer U2 ", "Stoppa alla mejl"),
        ("en", "because you follow U2 ", "Stop all messages"),
    ],
)
def test_each_part_is_readable_alone(mailbox: Path, language: str, why: str, leave: str) -> None:
    message = mail_publication(mailbox, language, note="Note about the change")
    for subtype in ("plain", "html"):
        body = text_of(message, subtype)
        for needed in (
            "Note about the change",
            "Titel",
            why,
            leave,
            f"https://plan.example.org/{language}/page-",
        ):
            assert needed in body, (subtype, needed)
        assert "https://plan.example.org/unsubscribe/" in body
    assert f'<html lang="{language}"' in text_of(message, "html")


def test_no_mail_loads_or_tracks_anything(mailbox: Path) -> None:
    html = text_of(mail_publication(mailbox), "html")
    assert not re.search(r"<img|<link|<script|url\(|@import|<iframe", html)
    assert 'style="' in html


def test_a_reader_of_the_other_language_is_told_why(mailbox: Path) -> None:
    tree = grow("sv")
    follower("en")
    publish(tree, tree.plan, "sv", note="Svensk notis")
    wait()
    deliver(urgent=False, seconds=60)
    message = read_mailbox(mailbox)[-1]
    assert message["Content-Language"] == "sv"
    assert "not available in English yet" in text_of(message)
    assert "Svensk notis" in text_of(message)


def test_a_reader_whose_version_is_stale_is_told_so(mailbox: Path) -> None:
    tree = grow("sv", "en")
    follower("en")
    publish(tree, tree.plan, "sv")
    wait()
    wait(days=8)
    deliver(urgent=False, seconds=60)
    assert "has not been updated yet" in text_of(read_mailbox(mailbox)[-1])


@pytest.mark.parametrize("title", AWKWARD)
def test_a_strict_server_takes_any_title(post_office: PostOffice, title: str) -> None:
    tree = grow("sv")
    for _ in range(2):
        follower("sv")
    publish(tree, tree.plan, "sv", title=title, note=title)
    wait()
    assert str(deliver(urgent=False, seconds=60)) == "2 sent"
    for recipient, raw in post_office.handler.accepted:
        assert max(len(line) for line in raw.split(b"\r\n")) <= 998
        assert b"\n" not in raw.replace(b"\r\n", b"")
        message = message_from_bytes(raw, policy=default)
        assert not message.defects
        assert message["To"] == recipient
        assert message["Bcc"] is None
        assert " ".join(title.split())[:40] in " ".join(text_of(message).split())


@pytest.mark.parametrize("title", AWKWARD)
def test_quoted_printable_reads_back_and_keeps_its_lines_short(title: str) -> None:
    from quopri import decodestring

    for text in (title, title * 9, f"{title}\n{title}"):
        quoted = encode(text)
        assert max(len(line) for line in quoted.split(b"\r\n")) <= 75
        normal = text.replace("\r\n", "\n").replace("\r", "\n")
        assert decodestring(quoted).replace(b"\r\n", b"\n").decode() == normal


@pytest.mark.parametrize(
    ("language", "path"), [("sv", "/sv/prenumerera/hantera/"), ("en", "/en/subscribe/manage/")]
)
def test_the_foot_leads_to_where_a_link_to_the_settings_is_asked_for(
    mailbox: Path, language: str, path: str
) -> None:
    message = mail_publication(mailbox, language)
    assert f"https://plan.example.org{path}\r\n" in text_of(message)
    assert f'href="https://plan.example.org{path}"' in text_of(message, "html")


def test_who_follows_nothing_is_led_to_where_following_begins(mailbox: Path) -> None:
    ask_to_manage("anna@example.org", "en")
    deliver(urgent=True, seconds=60)
    message = read_mailbox(mailbox)[-1]
    assert "https://plan.example.org/en/subscribe/\r\n" in text_of(message)
    assert 'href="https://plan.example.org/en/subscribe/"' in text_of(message, "html")


@pytest.mark.parametrize(
    ("language", "name", "subject"),
    [
        ("sv", "Planen Västmanland", "Bekräfta att du vill följa Planen Västmanland"),
        ("en", "Plan Västmanland", "Confirm that you want to follow Plan Västmanland"),
    ],
)
def test_a_mail_calls_the_site_by_its_name_in_the_mails_language(
    mailbox: Path, language: str, name: str, subject: str
) -> None:
    tree = grow("sv", "en")
    publish(tree, tree.home, "sv", "correction", title="Planen Västmanland")
    publish(tree, tree.home, "en", "correction", title="Plan Västmanland")
    ask_to_follow("anna@example.org", Choices(language, "now", ("plan",)))
    deliver(urgent=True, seconds=60)
    message = read_mailbox(mailbox)[-1]
    assert message["Subject"] == subject
    assert message["List-Id"] == f"{name} <updates.plan.example.org>"
    assert '<p class="site"' in text_of(message, "html")
    assert f">{name}</p>" in text_of(message, "html")


def test_without_a_front_page_in_its_language_a_mail_has_the_name_of_the_settings(
    mailbox: Path, settings: Settings
) -> None:
    settings.WAGTAIL_SITE_NAME = "Just a plan"
    grow("sv")
    ask_to_follow("anna@example.org", Choices("en", "now", ("plan",)))
    deliver(urgent=True, seconds=60)
    assert read_mailbox(mailbox)[-1]["Subject"] == "Confirm that you want to follow Just a plan"


@pytest.mark.parametrize(("language", "words"), [("sv", "Öppna länken"), ("en", "Open this link")])
def test_confirmation_and_settings_come_in_the_language_asked_for(
    mailbox: Path, language: str, words: str
) -> None:
    ask_to_follow("anna@example.org", Choices(language, "now", ("plan",)))
    Subscriber.objects.update(confirmed_at=timezone.now())
    ask_to_manage("anna@example.org", language)
    deliver(urgent=True, seconds=60)
    messages = read_mailbox(mailbox)
    assert len(messages) == 2
    for message in messages:
        assert message["Content-Language"] == language
        assert words in text_of(message)
        assert "https://plan.example.org/" in text_of(message, "html")
