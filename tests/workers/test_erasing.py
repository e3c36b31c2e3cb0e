"""What is erased is erased in every place: the files of the database, and whoever looks after a webhook."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.workers.announcing import follower
from tests.workers.conftest import read_mailbox
from workers.models import EndpointState, Letter, Problem, WebhookEndpoint
from workers.services.delivering.sending import deliver
from workers.services.privacy.exporting import export
from workers.services.privacy.forgetting import forget
from workers.services.privacy.overwriting import empty_log
from workers.services.webhooks.disabling import give_up_on
from workers.services.webhooks.exchanging import Answer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ANNA = "anna.andersson@example.org"


def look_after(email: str) -> WebhookEndpoint:
    now = timezone.now()
    return WebhookEndpoint.objects.create(
        name="Biblioteket",
        url="https://hook.example.org/",
        owner_email=email,
        owner_language="en",
        secret="whsec_x",
        state_since=now,
        next_turn_at=now,
    )


@pytest.mark.django_db(transaction=True)
def test_the_files_of_the_database_hold_nothing_of_who_is_forgotten() -> None:
    person = follower(email=ANNA)
    Letter.objects.create(recipient=ANNA, content={}, created_at=timezone.now())
    stays = follower()
    if connection.vendor == "sqlite":
        assert find_in_files(ANNA)
    forget(ANNA)
    assert find_in_files(ANNA) == []
    assert list(type(person).objects.all()) == [stays]


def find_in_files(word: str) -> list[str]:
    """The files of SQLite in which a word stands; those of PostgreSQL are its server's own."""
    if connection.vendor != "sqlite":
        return []
    file = Path(connection.settings_dict["NAME"])
    return [one.name for one in file.parent.glob(f"{file.name}*") if word.encode() in one.read_bytes()]


@pytest.mark.django_db(transaction=True)
def test_a_log_that_somebody_reads_is_left_and_said(caplog: pytest.LogCaptureFixture) -> None:
    if connection.vendor != "sqlite":
        assert not empty_log()
        return
    follower(email=ANNA)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM workers_subscriber").fetchone() == (1,)
        forget(ANNA)
        assert "is not emptied" in caplog.text and ANNA not in caplog.text
        reader.execute("ROLLBACK")
    assert empty_log() and find_in_files(ANNA) == []
    connection.close()


def test_a_webhook_is_named_to_who_looks_after_it() -> None:
    look_after("Anna.Andersson@EXAMPLE.org")
    facts = export(ANNA)
    assert facts and facts["looks_after_webhooks"] == [{"name": "Biblioteket", "language": "en"}]
    assert export("nobody@example.org") is None


def test_who_looked_after_a_webhook_is_forgotten_and_administrators_take_their_place(
    settings: Settings, mailbox: Path
) -> None:
    settings.ADMINS_EMAIL = "drift@example.org"
    mine, others = look_after("Anna.Andersson@EXAMPLE.org"), look_after("bo@example.org")
    give_up_on(others.pk, EndpointState.GONE, Answer(410, Problem.GONE))
    forgotten = forget(ANNA)
    assert forgotten.webhooks == 1 and forgotten.was_known
    give_up_on(mine.pk, EndpointState.GONE, Answer(410, Problem.GONE))
    deliver(urgent=True, seconds=5)
    assert [message["To"] for message in read_mailbox(mailbox)] == ["bo@example.org", "drift@example.org"]
    mine.refresh_from_db()
    facts = export(ANNA)
    assert mine.owner_email == "" and facts and facts["looks_after_webhooks"] == []
