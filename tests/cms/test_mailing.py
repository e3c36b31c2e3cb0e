"""The page of a publication's mail shows how far it is, why some failed, and lets them be tried again."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from pages.desk.groups import EDITORS
from tests.pages.conftest import Editor
from tests.workers.announcing import follower, grow, publish, publish_together, wait
from tests.workers.conftest import read_mailbox
from workers.models import Delivery, Event, Hearing, Replay, Subscriber
from workers.services.delivering.breaking import open_breaker
from workers.services.delivering.sending import deliver
from workers.services.reaching.digesting import digest_due

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mailbox(tmp_path: Path, settings: Settings) -> Path:
    settings.MAILBOX_DIR = tmp_path / "mail"
    settings.EMAIL_URL = ""
    return tmp_path / "mail"


@pytest.fixture
def event() -> Event:
    """A material change that has left its undo window; four who follow it in Swedish, one in English."""
    tree = grow("sv")
    for _ in range(4):
        follower("sv")
    follower("en")
    event = publish(tree, tree.area, title="Språk")
    wait()
    event.refresh_from_db()
    return event


def place(event: Event) -> str:
    return f"/admin/publications/{event.pk}/mail/"


def read(editor: Editor, path: str, language: str = "sv") -> str:
    response = editor.client.get(path, headers={"Accept-Language": language})
    assert response.status_code == 200, response
    return " ".join(response.content.decode().split())


def end(event: Event, *states: str, outcome: str = "", language: str = "sv") -> None:
    """Let the waiting messages in a language end, one for each state."""
    rows = Delivery.objects.filter(event=event, state="waiting", attempts=0, language=language).order_by("pk")
    for row, state in zip(rows[: len(states)], states, strict=True):
        Delivery.objects.filter(pk=row.pk).update(
            state=state, outcome=outcome, attempts=1, finished_at=timezone.now()
        )


def number(said: str, name: str) -> int:
    """The number beside a name in the table of the page."""
    _before, _name, after = said.partition(f'<th scope="row">{name}</th><td class="number">')
    return int(after.split("<")[0]) if after else 0


# -- How far it is -----------------------------------------------------------------


def test_a_bar_shows_how_far_it_is_in_words_too(editor: Editor, event: Event) -> None:
    end(event, "sent", "sent", "failed")
    said = read(editor, place(event))
    assert '<progress max="5" value="3"' in said
    assert "3 av 5 mejl är klara." in said
    assert (number(said, "Skickade"), number(said, "Väntar"), number(said, "Misslyckade")) == (2, 2, 1)


def test_what_is_tried_again_says_when(editor: Editor, event: Event) -> None:
    row = Delivery.objects.filter(event=event).first()
    assert row
    at = timezone.now() + timedelta(minutes=30)
    Delivery.objects.filter(pk=row.pk).update(attempts=1, next_attempt_at=at, outcome="451 4.7.1 greylisted")
    said = read(editor, place(event))
    assert (number(said, "Väntar"), number(said, "Försöks igen")) == (4, 1)
    assert f"Nästa försök görs {timezone.localtime(at):%Y-%m-%d %H:%M}" in said
    assert "Servern bad oss komma tillbaka senare. 1 mejl" in said


def test_what_waits_for_a_summary_says_until_when_and_is_no_part_of_the_bar(editor: Editor) -> None:
    tree = grow("sv")
    follower("sv"), follower("sv")
    Subscriber.objects.filter(pk=follower("sv").pk).update(frequency="daily")
    event = publish(tree, tree.area)
    wait()
    said = read(editor, place(event))
    assert number(said, "Väntar på en sammanfattning") == 1
    assert "08:30" in said
    assert 'progress max="2"' in said
    assert '<th scope="row">Svenska</th><td>en gång om dagen</td>' in said
    digest_due(timezone.now() + timedelta(days=1))
    deliver(urgent=False, seconds=10)
    assert number(read(editor, place(event)), "Skickade") == 3


def test_readers_are_told_apart_by_language_and_frequency(editor: Editor, event: Event) -> None:
    said = read(editor, place(event))
    assert '<th scope="row">Svenska</th><td>direkt</td>' in said or '<th scope="row">Svenska</th><td>' in said
    assert '<th scope="row">Engelska</th>' in said


def test_each_outcome_is_a_row_with_a_remark(editor: Editor, event: Event) -> None:
    end(event, "uncertain", "suppressed", "cancelled")
    said = read(editor, place(event))
    assert (number(said, "Osäkra"), number(said, "Inte skickade"), number(said, "Inställda")) == (1, 1, 1)
    assert "Mejlen kan ha kommit fram" in said


def test_failures_are_grouped_by_reason_and_show_no_address(editor: Editor, event: Event) -> None:
    end(event, "failed", "failed", outcome="550 5.1.1 … unknown")
    end(event, "failed", outcome="552 5.2.2 full")
    said = read(editor, place(event))
    assert "Brevlådan finns inte. 2 mejl" in said
    assert "Brevlådan är full. 1 mejl" in said
    assert "@example.org" not in said.replace("anna@example.org", "")
    assert "The mailbox is full. 1 mail" in read(editor, place(event), "en")


def test_a_release_is_shown_in_the_same_way(editor: Editor) -> None:
    tree = grow("sv", "en")
    follower("sv"), follower("en")
    release, _events = publish_together(tree, (tree.area, "sv", "material"))
    wait()
    end(release, "failed", outcome="552 5.2.2 full")
    said = read(editor, place(release))
    assert number(said, "Misslyckade") == 1
    assert "Försök igen med de misslyckade" in said


def test_while_readers_are_found_the_page_says_so(editor: Editor, event: Event) -> None:
    Hearing.objects.filter(event=event, language="sv").update(state="waiting", due_at=timezone.now())
    assert "Fler läsare letas fram" in read(editor, place(event))


def test_the_counts_are_asked_for_alone_while_one_looks(editor: Editor, event: Event) -> None:
    end(event, "sent")
    answer = editor.client.get(f"{place(event)}progress/", headers={"Accept-Language": "sv"})
    assert "no-store" in answer.headers["Cache-Control"]
    told = answer.json()
    assert told["finished"] is False
    assert told["said"] == "20 % av mejlen är klara."
    assert "<progress" in told["html"]
    end(event, "sent", "sent", "sent")
    end(event, "failed", language="en")
    assert editor.client.get(f"{place(event)}progress/").json()["finished"] is True


def test_a_large_mailing_costs_no_more_questions(editor: Editor, event: Event) -> None:
    read(editor, place(event))

    def count(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor.client.get(path).status_code == 200
        return len(queries)

    paths = (place(event), f"{place(event)}progress/")
    before = [count(path) for path in paths]
    now = timezone.now()
    Delivery.objects.bulk_create(
        Delivery(
            event=event,
            purpose="publication",
            announcement=uuid4(),
            language=("sv", "en")[each % 2],
            state=("sent", "failed", "waiting", "suppressed")[each % 4],
            outcome=f"55{each % 4} no. {each}",
            next_attempt_at=now,
            created_at=now,
        )
        for each in range(2000)
    )
    assert [count(path) for path in paths] == before


# -- The failed again -----------------------------------------------------------------


def test_the_failed_can_be_tried_again_and_the_page_says_who_did(editor: Editor, event: Event) -> None:
    end(event, "failed", "failed", outcome="552 5.2.2 full")
    assert editor.post(f"{place(event)}replay/", cause="full").url == place(event)
    said = read(editor, place(event))
    assert "2 mejl försöks igen." in said
    assert '<td>anna</td><td>Brevlådan är full.</td><td class="number">2</td>' in said
    deliver(urgent=False, seconds=10)
    assert number(read(editor, place(event)), "Skickade") == 5


def test_trying_again_twice_says_that_there_was_nothing(editor: Editor, event: Event) -> None:
    end(event, "failed")
    editor.post(f"{place(event)}replay/")
    editor.post(f"{place(event)}replay/")
    assert "Det fanns inget att försöka igen med." in read(editor, place(event))
    assert Replay.objects.count() == 1


def test_a_reason_that_there_is_not_is_not_found(editor: Editor, event: Event) -> None:
    assert editor.post(f"{place(event)}replay/", cause="nothing").status_code == 404


def test_looking_tries_nothing_again(editor: Editor, event: Event) -> None:
    end(event, "failed")
    assert editor.client.get(f"{place(event)}replay/").status_code == 405
    assert not Replay.objects.exists()


def test_an_old_publication_offers_no_new_attempt(editor: Editor, event: Event) -> None:
    end(event, "failed")
    Event.objects.filter(pk=event.pk).update(at=timezone.now() - timedelta(days=31))
    said = read(editor, place(event))
    assert "skulle förvåna läsarna" in said
    assert "/replay/" not in said


def test_who_may_not_publish_may_look_and_not_try_again(event: Event) -> None:
    end(event, "failed")
    client, writer = Client(), get_user_model().objects.create_user("ture", "ture@example.org", "password")
    writer.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(writer)
    answer: Any = client.get(place(event), headers={"Accept-Language": "sv"})
    assert answer.status_code == 200
    assert "Bara den som får publicera" in answer.content.decode()
    assert client.post(f"{place(event)}replay/").status_code == 302
    assert not Replay.objects.exists()
    assert client.get("/admin/reports/mail-check/").status_code == 302


# -- A message to oneself -----------------------------------------------------------------


def test_the_message_can_be_sent_to_oneself_after_publishing(
    editor: Editor, event: Event, mailbox: Path
) -> None:
    editor.post(f"{place(event)}example/")
    deliver(urgent=True, seconds=10)
    [mail] = read_mailbox(mailbox)
    assert mail["To"] == "anna@example.org"
    assert str(mail["Subject"]).startswith("[Prov] ")
    assert "Språk" in str(mail["Subject"])


def test_a_release_can_be_sent_to_oneself_in_both_languages(editor: Editor, mailbox: Path) -> None:
    tree = grow("sv", "en")
    follower("sv")
    release, _events = publish_together(tree, (tree.area, "sv", "material"))
    wait()
    editor.post(f"{place(release)}example/")
    deliver(urgent=True, seconds=10)
    assert len(read_mailbox(mailbox)) == 2


def test_a_test_message_goes_the_whole_way_and_the_page_says_what_the_server_answered(
    editor: Editor, mailbox: Path
) -> None:
    path = "/admin/reports/mail-check/"
    assert "Inget mejl har skickats till dig" in read(editor, path)
    editor.post(path)
    assert "Väntar på att skickas" in read(editor, path)
    assert editor.client.get(f"{path}tests/").json()["finished"] is False
    deliver(urgent=True, seconds=10)
    told = editor.client.get(f"{path}tests/", headers={"Accept-Language": "sv"}).json()
    assert told["finished"] is True
    assert "Mejlservern har tagit emot det" in told["html"]
    [mail] = read_mailbox(mailbox)
    assert "Mejlen" in str(mail["Subject"]) and "fungerar" in str(mail["Subject"])


def test_a_test_message_that_is_refused_is_explained(editor: Editor) -> None:
    editor.post("/admin/reports/mail-check/")
    Delivery.objects.update(state="failed", attempts=1, outcome="550 5.1.1 … unknown user")
    said = read(editor, "/admin/reports/mail-check/")
    assert "Det gick inte att leverera. Brevlådan finns inte." in said
    assert "550 5.1.1 … unknown user" in said


def test_nobody_sees_the_test_messages_of_another(editor: Editor) -> None:
    editor.post("/admin/reports/mail-check/")
    other = get_user_model().objects.create_superuser("bo", "bo@example.org", "password")
    editor.client.force_login(other)
    assert "Inget mejl har skickats till dig" in read(editor, "/admin/reports/mail-check/")


def test_the_check_says_what_waits_and_that_the_server_refuses_us(editor: Editor, event: Event) -> None:
    said = read(editor, "/admin/reports/mail-check/")
    assert "Mejl till läsare" in said and "Det har aldrig hänt." in said
    open_breaker("535 5.7.8 no")
    said = read(editor, "/admin/reports/mail-check/")
    assert "Mejlservern har inte tagit emot våra mejl sedan" in said
    assert "535 5.7.8 no" in said
