"""Each day that is over gets a root, and the root leaves the database."""

import logging
from collections.abc import Iterator
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from consent.events import EvidenceSealed, evidence_sealed
from consent.evidence.announcing import announce_seals, roots_path
from consent.evidence.comparing import find_broken_seal, find_contradiction
from consent.evidence.policies import find_altered
from consent.evidence.roots import BadRootsError, Root, parse_roots
from consent.evidence.sealing import seal_days
from consent.evidence.trees import EMPTY, find_root
from consent.models import Evidence, EvidenceHead, PolicyRevision, Seal
from consent.registry.publishing import fingerprint
from consent.tasks import seal_evidence
from tests.consent.asking import publish_long_ago
from tests.consent.evidence import tampering
from tests.consent.evidence.writing import utc, write

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def today() -> Iterator[None]:
    """It is noon on 5 March 2026."""
    with patch("django.utils.timezone.now", return_value=utc(5)):
        yield


@pytest.fixture
def rows(today: None) -> list[Evidence]:
    """Rows on the 1st, 2nd and 4th of March; none on the 3rd; the last is of today, the 5th."""
    days = [1, 1, 2, 4, 4, 4, 5]
    return [write(utc(day, 8, number)) for number, day in enumerate(days)]


@pytest.fixture
def heard() -> Iterator[list[EvidenceSealed]]:
    events: list[EvidenceSealed] = []

    def hear(sender: object, event: EvidenceSealed, **kwargs: object) -> None:
        events.append(event)

    evidence_sealed.connect(hear)
    yield events
    evidence_sealed.disconnect(hear)


def list_ranges() -> list[tuple[int, int, int]]:
    return [(seal.day.day, seal.first, seal.last) for seal in Seal.objects.all()]


def test_each_day_that_is_over_is_sealed_an_empty_one_too(rows: list[Evidence]) -> None:
    assert seal_days() == 4
    assert list_ranges() == [(1, 1, 2), (2, 3, 3), (3, 4, 3), (4, 4, 6)]
    assert Seal.objects.get(day=date(2026, 3, 3)).root == EMPTY
    assert Seal.objects.last().root == find_root([row.hash for row in rows[3:6]])  # type: ignore[union-attr]  # there are four
    assert find_broken_seal() is None


def test_a_tick_that_runs_again_changes_nothing(rows: list[Evidence]) -> None:
    assert (seal_days(), seal_days()) == (4, 0)


def test_without_a_decision_there_is_nothing_to_seal(today: None) -> None:
    assert seal_days() == 0


def test_the_day_ends_at_midnight_in_stockholm(today: None) -> None:
    write(utc(1, 22, 59))
    write(utc(1, 23, 0))
    seal_days()
    assert list_ranges()[:2] == [(1, 1, 1), (2, 2, 2)]


def test_a_row_that_comes_late_is_sealed_with_the_day_it_came_on(rows: list[Evidence]) -> None:
    seal_days()
    write(utc(4))
    with patch("django.utils.timezone.now", return_value=utc(6)):
        seal_days()
    assert list_ranges()[-1] == (5, 7, 8)


def test_a_clock_that_was_wrong_keeps_no_row_from_its_seal(today: None) -> None:
    write(utc(4))
    write(utc(25))
    write(utc(4))
    seal_days()
    assert list_ranges() == [(4, 1, 3)]


def test_the_root_leaves_the_database_three_ways(
    rows: list[Evidence], heard: list[EvidenceSealed], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="consent.evidence"):
        seal_evidence()
        seal_evidence()
    lines = [str(Root.of(seal)) for seal in Seal.objects.all()]
    assert roots_path().read_text().splitlines() == lines
    assert [record.getMessage().removeprefix("sealed evidence: ") for record in caplog.records] == lines
    (event,) = heard
    assert [day.line for day in event.days] == lines
    assert (event.days[2].first, event.days[2].last, event.days[2].day) == (4, 3, date(2026, 3, 3))


def test_the_file_gets_what_it_missed_and_repairs_no_torn_line(rows: list[Evidence]) -> None:
    seal_days()
    lines = [str(Root.of(seal)) for seal in Seal.objects.all()]
    roots_path().parent.mkdir(parents=True)
    roots_path().write_text(lines[0] + "\n" + lines[1][:70])
    announce_seals()
    assert roots_path().read_text().splitlines() == [lines[0], lines[1][:70], *lines[1:]]


def test_a_disk_that_takes_no_file_stops_no_mail(
    rows: list[Evidence], heard: list[EvidenceSealed], caplog: pytest.LogCaptureFixture
) -> None:
    roots_path().parent.write_text("a file where a folder should be")
    seal_evidence()
    assert len(heard) == 1
    assert "could not be written" in caplog.text


def test_a_receiver_that_fails_is_told_again(rows: list[Evidence], heard: list[EvidenceSealed]) -> None:
    seal_days()

    def fail(**kwargs: object) -> None:
        raise RuntimeError

    evidence_sealed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            announce_seals()
    finally:
        evidence_sealed.disconnect(fail)
    assert announce_seals() == 4
    assert len(roots_path().read_text().splitlines()) == 4


@pytest.mark.parametrize("dress", ["{}", "> {}", "| > {}", "2026-03-06 INFO consent: sealed evidence: {}"])
def test_a_root_is_read_as_it_was_kept(rows: list[Evidence], dress: str) -> None:
    seal_days()
    roots = [Root.of(seal) for seal in Seal.objects.all()]
    text = "Hej!\nSpara raderna.\n" + "\n".join(dress.format(root) for root in roots) + "\n\n-- \nplanen"
    assert parse_roots(text) == roots
    assert parse_roots("\r\n".join(dress.format(str(root).replace(" ", "\r\n> ")) for root in roots)) == roots


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hej!",
        "consent-root",
        "consent-root day=2026-02-30 rows=1-2 root=" + "0" * 64 + " seal=" + "0" * 64,
        "consent-root day=2026-02-20 rows=1-2 root=" + "0" * 63 + " seal=" + "0" * 64,
        "consent-root day=2026-02-20 rows=1-2 root=" + "0" * 64 + " seal=" + "0" * 65,
    ],
)
def test_what_is_no_root_is_refused_and_not_passed_over(text: str) -> None:
    with pytest.raises(BadRootsError):
        parse_roots(text)


def test_a_seal_that_was_touched_is_named(rows: list[Evidence]) -> None:
    seal_days()
    touches: list[tuple[dict[str, Any], int]] = [
        ({"root": "00" * 32}, 4),
        ({"last": 5}, 4),
        ({"previous": "00" * 32}, 2),
        ({"hash": "00" * 32}, 1),
    ]
    for change, day in touches:
        original = Seal.objects.values().get(pk=date(2026, 3, day))
        Seal.objects.filter(pk=date(2026, 3, day)).update(**change)
        found = find_broken_seal()
        assert found and found.root.day.day == day, change
        Seal.objects.filter(pk=date(2026, 3, day)).update(**original)
    Seal.objects.filter(pk=date(2026, 3, 2)).delete()
    found = find_broken_seal()
    assert found and "missing" in str(found)


def test_rows_that_were_rewritten_are_found_by_their_seal(rows: list[Evidence]) -> None:
    seal_days()
    tampering.rewrite_from(5)
    found = find_broken_seal()
    assert found and found.root.day == date(2026, 3, 4)


def test_a_chain_and_seals_that_were_made_anew_are_found_by_the_roots_alone(rows: list[Evidence]) -> None:
    seal_evidence()
    kept = roots_path().read_text()
    call_command("consent_verify", roots=roots_path())
    tampering.rewrite_from(2)
    tampering.reseal(seal_days)
    call_command("consent_verify")
    found = find_contradiction(parse_roots(kept))
    assert found and found.root.day == date(2026, 3, 1)
    with pytest.raises(SystemExit, match="1"):
        call_command("consent_verify", roots=roots_path())


def test_texts_that_are_not_those_that_visitors_answered_are_found(rows: list[Evidence]) -> None:
    """Whether the revision's own hash was made anew or not; what is published today is the next seal's."""
    publish_long_ago()
    seal_evidence()
    call_command("consent_verify", roots=roots_path())
    revision = PolicyRevision.objects.get()
    said = {**revision.content, "banner": {}}
    PolicyRevision.objects.update(content=said)
    assert str(find_altered()).endswith("does not say any more what was published")
    PolicyRevision.objects.update(fingerprint=fingerprint(said))
    assert find_altered() is None
    found = find_broken_seal()
    assert found and found.root.day == date(2026, 3, 1)
    tampering.reseal(seal_days)
    assert find_broken_seal() is None
    with pytest.raises(SystemExit, match="1"):
        call_command("consent_verify", roots=roots_path())


def test_the_last_seal_alone_vouches_for_every_day_before(rows: list[Evidence]) -> None:
    seal_evidence()
    kept = roots_path().read_text().splitlines()[-1]
    tampering.rewrite_from(2)
    tampering.reseal(seal_days)
    assert find_contradiction(parse_roots(kept))


def test_a_tail_that_was_cut_with_its_head_and_seals_is_found_by_the_roots(rows: list[Evidence]) -> None:
    seal_evidence()
    kept = roots_path().read_text()
    Evidence.objects.filter(sequence__gt=3).delete()
    Seal.objects.filter(day__gt=date(2026, 3, 2)).delete()
    EvidenceHead.objects.update(sequence=3, hash=rows[2].hash)
    call_command("consent_verify")
    found = find_contradiction(parse_roots(kept))
    assert found and "no longer in the database" in str(found)


def test_bad_usage_is_told_apart_from_a_finding(rows: list[Evidence]) -> None:
    roots_path().parent.mkdir(parents=True)
    missing = roots_path().with_name("missing.txt")
    for path, content in ((missing, None), (roots_path(), b"Hej"), (roots_path(), b"\xff\xfe\x00")):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(CommandError, match=str(path)) as refused:
            call_command("consent_verify", roots=path)
        assert refused.value.returncode == 2


def test_what_is_verified_says_what_was_not(rows: list[Evidence], capsys: pytest.CaptureFixture[str]) -> None:
    seal_days()
    call_command("consent_verify")
    said = capsys.readouterr().out
    assert "7 rows: each is as it was written." in said
    assert "4 sealed days, the last 2026-03-04." in said
    assert "1 rows are not sealed yet" in said
