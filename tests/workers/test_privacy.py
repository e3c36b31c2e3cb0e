"""What we know of somebody is shown, erased and forgotten in time, and stands nowhere else."""

import json
import logging
import os
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.services.places import ROOT
from tests.workers.announcing import follower, grow, publish, wait
from tests.workers.conftest import read_mailbox
from tests.workers.returning import bounce
from workers.models import DailyCount, Delivery, Letter, Subscriber, Throttle
from workers.services.bounces.reading import read_report
from workers.services.delivering.sending import deliver
from workers.services.privacy import retaining
from workers.services.privacy.exporting import export
from workers.services.privacy.forgetting import forget
from workers.services.subscribing.following import ask_to_follow, confirm, leave
from workers.services.subscribing.readdressing import ask_to_readdress
from workers.services.subscribing.writing import Fault, report_fault
from workers.services.suppressing.listing import find_suppression
from workers.services.sweeping import sweep_all
from workers.tokens import Choices, Confirmation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ANNA = "anna.andersson@example.org"
NEW = "anna.nilsson@example.org"
CHOICES = Choices("sv", "now", ("plan",))


def send() -> None:
    deliver(urgent=True, seconds=60)
    deliver(urgent=False, seconds=60)


def subscribe(email: str = ANNA) -> Subscriber:
    """Ask, get the mail, confirm by its link."""
    ask_to_follow(email, CHOICES)
    send()
    person = confirm(Confirmation(Subscriber.objects.get(email=email).key, CHOICES, timezone.now()))
    assert person
    return person


def run(command: str, *arguments: str) -> tuple[int, str]:
    """Run a command of ours; its exit status and what it printed."""
    printed = StringIO()
    try:
        call_command(command, *arguments, stdout=printed, stderr=printed)
    except SystemExit as ended:
        return int(ended.code or 0), printed.getvalue()
    return 0, printed.getvalue()


def grep(*words: str) -> set[str]:
    """The tables in which one of these words stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  names of our own tables
            if any(word in str(row) for row in cursor.fetchall() for word in words):
                found.add(table)
    return found


def journey() -> Subscriber:
    """Somebody subscribes, reads, moves house, reports a fault, and has a message come back."""
    tree = grow("sv", "en")
    person = subscribe()
    publish(tree, tree.plan, note="Ny text", title="Planen")
    wait()
    send()
    ask_to_readdress(person.key, NEW, "sv")
    report_fault(Fault("Menyn fastnar.", "", ANNA), "sv")
    send()
    return person


def test_everything_that_is_kept_is_exported() -> None:
    person = journey()
    status, printed = run("export_subscriber", " Anna.Andersson@EXAMPLE.org ")
    facts = json.loads(printed)
    assert status == 0
    assert facts["email"] == ANNA
    subscriber = facts["subscriber"]
    assert subscriber["new_email"] == NEW
    assert [row["topic"] for row in subscriber["follows"]] == ["plan"]
    confirmed = next(row for row in subscriber["history"] if row["what"] == "confirmed")
    assert "samtycker" in confirmed["words"]["sv"] and "consent" in confirmed["words"]["en"]
    assert confirmed["source"] == "form" and confirmed["at"]
    messages = {row["purpose"]: row for row in subscriber["messages"]}
    assert "Planen" in messages["publication"]["subject"]
    assert messages["publication"]["state"] == "sent" and messages["publication"]["finished_at"]
    assert messages["confirmation"]["subject"]
    assert facts["fault_reports"][0]["what"] == "Menyn fastnar."
    assert facts["suppressed"] is None and facts["looks_after_webhooks"] == []
    waiting = export(NEW)
    assert waiting and waiting["waits_to_be_address_of"] == 1 and waiting["letters"][0]["subject"]
    leave(person.key)
    left = export(ANNA)
    assert left and left["suppressed"]["reason"] == "left"


def test_nobody_is_exported_of_whom_nothing_is_kept() -> None:
    assert run("export_subscriber", "nobody@example.org") == (1, "Nothing is kept about that address.\n")


def test_who_is_forgotten_stands_nowhere_any_more(
    mailbox: Path, django_capture_on_commit_callbacks: Any
) -> None:
    journey()
    other = follower()
    assert mails_to(mailbox, ANNA) and mails_to(mailbox, NEW)
    with django_capture_on_commit_callbacks(execute=True):
        assert run("forget_subscriber", ANNA)[0] == 0
        assert run("forget_subscriber", NEW)[0] == 0
    assert grep(ANNA, NEW, "Anna.Andersson") == set()
    assert not mails_to(mailbox, ANNA) and not mails_to(mailbox, NEW)
    assert Subscriber.objects.filter(pk=other.pk).exists()
    assert Delivery.objects.filter(purpose="publication", state="sent", subscriber=None).exists()
    assert DailyCount.objects.filter(purpose="confirmation").exists()
    entry = find_suppression(ANNA)
    assert entry and entry.reason == "forgotten"


def mails_to(mailbox: Path, email: str) -> int:
    """How many mails are for an address, or are to be answered to it."""
    return sum(email in f"{message['To']} {message['Reply-To']}" for message in read_mailbox(mailbox))


def test_forgetting_twice_is_once_and_the_unknown_are_an_error() -> None:
    subscribe()
    assert [run("forget_subscriber", ANNA)[0] for _ in range(2)] == [0, 0]
    assert run("forget_subscriber", "nobody@example.org")[0] == 1
    assert find_suppression("nobody@example.org") is None


def test_what_waits_for_the_forgotten_is_not_sent(mailbox: Path) -> None:
    tree = grow("sv", "en")
    person = subscribe()
    publish(tree, tree.plan)
    wait()
    before = len(read_mailbox(mailbox))
    forget(person.email)
    send()
    assert len(read_mailbox(mailbox)) == before
    ask_to_follow(ANNA, CHOICES)
    send()
    assert mails_to(mailbox, ANNA) == 2


def test_the_forgotten_may_subscribe_again_themselves() -> None:
    subscribe()
    forget(ANNA)
    assert subscribe().active
    assert find_suppression(ANNA) is None


def age(days: int) -> None:
    """Let days pass for what is kept by time."""
    passed = timedelta(days=days)
    Subscriber.objects.update(
        asked_at=F("asked_at") - passed,
        confirmed_at=F("confirmed_at") - passed,
        ended_at=F("ended_at") - passed,
    )
    Delivery.objects.update(created_at=F("created_at") - passed, finished_at=F("finished_at") - passed)
    Throttle.objects.update(ends_at=F("ends_at") - passed)


def test_the_gone_are_removed_after_28_days_and_their_hash_stays() -> None:
    person, stays = subscribe(), follower()
    leave(person.key)
    age(27)
    sweep_all()
    assert Subscriber.objects.filter(pk=person.pk).exists()
    age(2)
    assert sweep_all()["gone"] == 1
    assert list(Subscriber.objects.all()) == [stays]
    assert sweep_all()["gone"] == 0
    entry = find_suppression(ANNA)
    assert entry and entry.reason == "left"
    assert grep(ANNA) == set()
    assert Delivery.objects.get(purpose="confirmation").subscriber is None


def test_who_asks_anew_is_kept_until_the_link_ends() -> None:
    person = subscribe()
    leave(person.key)
    age(30)
    ask_to_follow(ANNA, CHOICES)
    assert sweep_all()["gone"] == 0
    assert confirm(Confirmation(person.key, CHOICES, timezone.now()))


def test_what_is_removed_is_removed_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retaining, "BATCH", 2)
    for _ in range(5):
        leave(follower().key)
    age(29)
    assert sweep_all()["gone"] == 5


def test_letters_are_removed_after_a_week_and_what_waits_stays() -> None:
    report_fault(Fault("Menyn fastnar.", "", ANNA), "sv")
    send()
    age(6)
    sweep_all()
    assert Letter.objects.count() == 1
    report_fault(Fault("Och nu igen.", "", ANNA), "sv")
    age(2)
    assert sweep_all()["letters"] == 1
    assert Letter.objects.get().content["what"] == "Och nu igen."


def test_a_new_address_that_nobody_confirms_is_removed_with_its_letter() -> None:
    person = subscribe()
    ask_to_readdress(person.key, NEW, "sv")
    send()
    age(6)
    sweep_all()
    assert Subscriber.objects.get(pk=person.pk).new_email == NEW
    age(2)
    sweep_all()
    assert Subscriber.objects.get(pk=person.pk).new_email == "" and grep(NEW) == set()


def test_the_local_mailbox_keeps_mails_for_a_week(mailbox: Path) -> None:
    subscribe()
    [old] = mailbox.glob("*.eml")
    week = (timezone.now() - timedelta(days=8)).timestamp()
    os.utime(old, (week, week))
    subscribe("another@example.org")
    assert sweep_all()["mails in the local mailbox"] == 1
    assert len(read_mailbox(mailbox)) == 1


def test_days_are_a_setting(settings: Settings) -> None:
    settings.KEEP_GONE_DAYS = 2
    leave(subscribe().key)
    age(8)
    assert sweep_all()["gone"] == 1


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Every record of every logger, however quiet, but for the statements of the database."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    yield caplog
    logging.getLogger("django.db.backends").setLevel(logging.NOTSET)


def test_no_address_is_in_a_log_a_metric_a_webhook_or_a_table_of_anybody_else(
    everything_logged: pytest.LogCaptureFixture, client: Client, settings: Settings
) -> None:
    person = journey()
    row = Delivery.objects.filter(subscriber=person, purpose="publication").latest("pk")
    for status in ("5.1.1", "4.2.2"):
        read_report(bounce(row, status))
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    client.post("/sv/prenumerera/hantera/", {"email": ANNA}, headers={"Sec-Fetch-Site": "same-origin"})
    ask_to_follow(NEW, CHOICES)
    send()
    sweep_all()
    for path in ("/metrics", "/api/v1/changes/", "/sv/andringar/feed.atom"):
        text = client.get(path).content.decode()
        assert not any(word in text for word in (ANNA, NEW))
    told = [
        record.getMessage() + str(record.args) + str(record.exc_info) for record in everything_logged.records
    ]
    assert any("the mail server does not take our mail now" in line for line in told)
    assert not any(word in line for line in told for word in (ANNA, NEW))
    assert grep(ANNA, NEW) == {"workers_subscriber", "workers_letter"}


def test_the_desk_downloads_and_erases(admin_client: Client, admin_user: User) -> None:
    person = subscribe()
    page = admin_client.get(reverse("subscriber", args=[person.key])).content.decode()
    export_url, forget_url = (
        reverse(f"subscriber_{name}", args=[person.key]) for name in ("export", "forget")
    )
    assert export_url in page and forget_url in page
    answer = admin_client.get(export_url)
    assert answer.json() == export(ANNA)
    assert ANNA not in str(answer.headers)
    assert ANNA in admin_client.get(forget_url).content.decode()
    assert Subscriber.objects.filter(pk=person.pk).exists()
    assert admin_client.post(forget_url).status_code == 302
    assert grep(ANNA) == set()
    assert admin_client.post(forget_url).status_code == 404


def test_who_may_not_keep_subscribers_neither_downloads_nor_erases(client: Client) -> None:
    person = subscribe()
    for path in (reverse(f"subscriber_{name}", args=[person.key]) for name in ("export", "forget")):
        assert client.post(path).status_code in (302, 405)
        assert client.get(path).status_code == 302
    assert Subscriber.objects.filter(pk=person.pk).exists()


def test_the_page_about_privacy_says_what_the_settings_say(settings: Settings) -> None:
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    for line in (
        f"`KEEP_BODIES_DAYS` ({settings.KEEP_BODIES_DAYS})",
        f"`KEEP_GONE_DAYS` ({settings.KEEP_GONE_DAYS})",
        f"`WEBHOOK_LOG_DAYS` ({settings.WEBHOOK_LOG_DAYS})",
    ):
        assert line in page
