"""Each decision is a row in one chain, whoever writes at the same time."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone

from consent.evidence import limiting
from consent.evidence.chaining import close_minutes
from consent.evidence.hashing import GENESIS, HASHED, hash_row
from consent.evidence.recording import record_decision
from consent.evidence.verifying import find_first
from consent.models import Evidence, EvidenceHead, EvidenceMinute
from consent.spooling import gather, spool
from tests.consent.asking import OWN, consent_to, post
from tests.consent.evidence.writing import count_beyond, decide, utc, write

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_each_row_holds_the_hash_of_the_one_before() -> None:
    rows = [write() for _ in range(3)]
    stored = list(Evidence.objects.order_by("sequence").values(*HASHED, "hash"))
    assert [row["sequence"] for row in stored] == [1, 2, 3]
    assert [row["previous"] for row in stored] == [GENESIS, rows[0].hash, rows[1].hash]
    assert [hash_row(row) for row in stored] == [row.hash for row in rows]
    assert EvidenceHead.objects.get().hash == rows[2].hash


def test_the_hash_covers_every_column_but_itself() -> None:
    assert {field.name for field in Evidence._meta.get_fields()} == {*HASHED, "hash"}


def test_nothing_of_who_asked_is_in_the_row(client: Client) -> None:
    client.cookies["distinct"] = "koekje-qzx"
    post(
        client,
        "/consent/",
        {"statistics": "on", "next": "/en/page-qzx/"},
        User_Agent="Agent-qzx",
        Referer="https://site-qzx.example/",
        X_Forwarded_For="203.0.113.77",
        Accept_Language="en",
    )
    row = Evidence.objects.values().get()
    assert (row["choices"]["statistics"], row["language"], row["surface"]) == ("granted", "en", "banner")
    assert abs(timezone.now() - row["at"]) < timedelta(minutes=1)
    said = " ".join(str(value) for name, value in row.items() if name not in ("hash", "previous"))
    for trace in ("qzx", "203.0.113", "127.0.0.1", "testserver", "/en/"):
        assert trace not in said
    assert row["commitment"] == ""


def test_an_equal_repeat_leaves_no_row(client: Client) -> None:
    consent_to(client, "statistics", "third-party", days=100)
    post(client, "/consent/", {"statistics": "on", "third-party": "on"})
    assert not Evidence.objects.exists()


def test_above_the_limit_decisions_are_honoured_and_counted_in_one_row(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiting, "LIMIT_A_MINUTE", 3)
    for _ in range(8):
        response = decide(client)
        assert (response.status_code, "cookie_consent" in response.cookies) == (303, True)
    minutes = EvidenceMinute.objects.count()
    assert 3 <= Evidence.objects.count() <= 3 * minutes
    assert Evidence.objects.count() + count_beyond() == 8
    assert close_minutes() < minutes, "a minute that is not over is not chained"
    EvidenceMinute.objects.update(minute=F("minute") - timedelta(minutes=2))
    close_minutes()
    assert close_minutes() == 0
    overflow = Evidence.objects.filter(surface="overflow")
    assert {(tuple(row.choices), row.language) for row in overflow} == {((), "")}
    assert sum(row.count for row in Evidence.objects.all()) == 8
    assert find_first() is None


def test_later_counting_breaks_no_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "LIMIT_A_MINUTE", 1)
    at = limiting.floor_to_minute(timezone.now() - timedelta(minutes=10))
    late = Evidence(at=at, revision="r", language="sv", surface="banner")
    for _ in range(3):
        spool(late)
    assert gather() == 3
    assert close_minutes() == 1
    spool(late)
    assert gather() == 1
    assert close_minutes() == 1
    counts = Evidence.objects.filter(surface="overflow").order_by("sequence").values_list("count", "at")
    assert list(counts) == [(2, at), (1, at)]
    assert find_first() is None


def test_a_day_takes_so_many_rows_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "LIMIT_A_DAY", 4)
    kept = [limiting.take_place(utc(1, 12, minute)) for minute in range(8)]
    assert kept == [True] * 4 + [False] * 4
    assert limiting.take_place(utc(2, 13))


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_decisions_a_minute_leave_a_bounded_table(size: Callable[[int, int], int]) -> None:
    flood = size(700, 10_000)
    for _ in range(flood):
        record_decision({"statistics": "granted"}, "r", "settings")
    minutes = EvidenceMinute.objects.count()
    assert Evidence.objects.count() <= 600 * minutes
    assert Evidence.objects.count() + count_beyond() == flood


def test_old_minutes_are_forgotten() -> None:
    write(timezone.now() - timedelta(days=2))
    write()
    close_minutes()
    assert EvidenceMinute.objects.count() == 1
    assert Evidence.objects.count() == 2


def test_a_spooled_row_keeps_its_time_and_is_chained_when_it_comes() -> None:
    first = write(utc(5))
    spool(Evidence(at=utc(1), revision="r", choices={"a": "å"}, language="en", surface="banner"))
    assert gather() == 1
    row = Evidence.objects.get(sequence=2)
    assert (row.at, row.previous, row.choices) == (utc(1), first.hash, {"a": "å"})
    assert find_first() is None


def test_a_row_that_somebody_put_behind_the_head_stops_nobody() -> None:
    write()
    Evidence.objects.create(sequence=2, at=utc(1), revision="", language="", surface="", previous="", hash="")
    assert record_decision({}, "r", "settings").row
    found = find_first()
    assert found and (found.sequence, found.kind) == (2, "changed")


@pytest.mark.django_db(transaction=True)
def test_parallel_writers_make_one_chain() -> None:
    writers, each = 4, 12
    begin = threading.Barrier(writers)

    def write_some(number: int) -> None:
        try:
            begin.wait()
            for turn in range(each):
                client = Client()
                data = {"statistics": "on"} if turn % 2 else {}
                assert client.post("/consent/", data, headers=OWN).status_code == 303
        finally:
            connection.close()

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(write_some, range(writers)))
    gathered = gather()
    assert Evidence.objects.count() == writers * each
    assert list(Evidence.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
        range(1, writers * each + 1)
    )
    assert find_first() is None
    assert gathered < writers * each / 2, "most find room at once"
