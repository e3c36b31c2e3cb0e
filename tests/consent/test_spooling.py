"""Nobody waits for the database: what it cannot take at once comes later."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from consent.models import Evidence, PageView
from consent.spooling import gather, spool, spool_path
from tests.consent.asking import post


def test_a_spooled_row_comes_in_as_it_was(db: None) -> None:
    at = timezone.now().replace(microsecond=0)
    spool(Evidence(at=at, revision="r", choices={"statistics": "refused"}, language="sv", surface="settings"))
    spool(PageView(day=timezone.localdate(), path="/sv/å/", language="sv", referring_host="example.org"))
    assert gather() == 2
    assert gather() == 0
    row = Evidence.objects.get()
    assert (row.at, row.choices, row.count) == (at, {"statistics": "refused"}, 1)
    assert PageView.objects.get().path == "/sv/å/"


def test_what_a_killed_process_left_is_gathered(db: None) -> None:
    spool(PageView(day=timezone.localdate(), path="/sv/", language="sv"))
    spool_path().rename(spool_path().with_name("spool-abandoned.taken"))
    assert gather() == 1
    assert not list(spool_path().parent.glob("*.taken"))


def test_a_torn_row_holds_up_none_behind_it(db: None, caplog: pytest.LogCaptureFixture) -> None:
    spool(PageView(day=timezone.localdate(), path="/sv/", language="sv"))
    whole = spool_path().read_text()
    spool_path().write_text(f"{whole}{whole[:20]}\n{whole}")
    assert gather() == 2
    assert gather() == 0
    assert "torn" in caplog.text


def test_gathering_nothing_is_nothing(db: None) -> None:
    assert gather() == 0


def test_a_full_spool_loses_rows_and_not_the_disk(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consent.spooling.SPOOL_MAX_OCTETS", 300)
    for _ in range(50):
        spool(PageView(day=timezone.localdate(), path="/sv/", language="sv"))
    assert spool_path().stat().st_size < 600


@pytest.fixture
def locked_elsewhere(transactional_db: None) -> Iterator[None]:
    """Hold the write lock from another connection, as another process would."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE consent_evidence IN EXCLUSIVE MODE")
            yield
            cursor.execute("ROLLBACK")
        other.close()
        return
    held = sqlite3.connect(
        name, uri=str(name).startswith("file:"), isolation_level=None, check_same_thread=False
    )
    held.execute("BEGIN IMMEDIATE")
    held.execute("DELETE FROM consent_evidence WHERE sequence = -1")
    yield
    held.execute("ROLLBACK")
    held.close()


@pytest.mark.django_db(transaction=True)
def test_a_decision_is_honoured_at_once_while_the_database_is_locked(
    client: Client, locked_elsewhere: None, tmp_path: Path
) -> None:
    started = time.monotonic()
    response = post(client, "/consent/", {"statistics": "on"})
    assert time.monotonic() - started < 2
    assert response.status_code == 303
    assert "cookie_consent" in response.cookies
    assert "consent.Evidence" in spool_path().read_text()
