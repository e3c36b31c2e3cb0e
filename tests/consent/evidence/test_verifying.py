"""Whatever is done to one row, the first row touched is named."""

import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DataError, connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as sizes
from hypothesis import strategies as st

from consent.evidence.chaining import lock_head
from consent.evidence.verifying import Kind, find_first
from consent.models import Evidence, EvidenceHead
from tests.consent.evidence import tampering
from tests.consent.evidence.writing import utc, write, write_many
from tests.services.bars import Bars

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ROWS = 12
rows = st.integers(1, ROWS)
columns = st.sampled_from(sorted(tampering.FORGED))
TAMPERINGS = st.one_of(
    st.tuples(st.just(tampering.edit), rows, columns),
    st.tuples(st.just(tampering.edit_with_hash), rows, columns),
    st.tuples(st.just(tampering.delete), rows),
    st.tuples(st.just(tampering.delete_and_renumber), rows),
    st.tuples(st.just(tampering.insert_before), rows),
    st.tuples(st.just(tampering.insert_badly_before), rows),
    st.tuples(st.sampled_from([tampering.insert_last, tampering.insert_far_behind, tampering.insert_first])),
    st.tuples(rows, rows).filter(lambda two: two[0] != two[1]).map(lambda two: (tampering.swap, *two)),
)


@pytest.fixture
def chain() -> None:
    write_many(ROWS, utc(3))


def test_a_chain_that_nobody_touched_is_whole(chain: None) -> None:
    assert find_first() is None


def test_no_row_is_a_whole_chain() -> None:
    assert find_first() is None
    lock_head()
    assert find_first() is None


@sizes(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tampering_=TAMPERINGS)
def test_the_first_row_touched_is_named(chain: None, tampering_: tuple[Any, ...]) -> None:
    tamper, *arguments = tampering_
    with transaction.atomic():
        touched = tamper(*arguments)
        found = find_first()
        assert found is not None
        assert found.sequence == touched, found
        transaction.set_rollback(True)


@pytest.mark.parametrize("sequence", [1, 5, ROWS])
def test_what_became_of_the_row_is_told(chain: None, sequence: int) -> None:
    expected: dict[Callable[[int], int], Kind] = {
        tampering.delete: Kind.REMOVED,
        tampering.delete_and_renumber: Kind.REMOVED,
        tampering.insert_before: Kind.INSERTED,
        tampering.insert_badly_before: Kind.INSERTED,
        lambda number: tampering.edit(number, "choices"): Kind.CHANGED,
        lambda number: tampering.edit_with_hash(number, "choices"): Kind.CHANGED,
    }
    for tamper, kind in expected.items():
        with transaction.atomic():
            tamper(sequence)
            found = find_first()
            assert found and found.kind == kind, (tamper, found)
            transaction.set_rollback(True)


def test_what_is_written_after_a_theft_hides_nothing(chain: None) -> None:
    tampering.delete(ROWS)
    write()
    found = find_first()
    assert found and (found.kind, found.sequence) == (Kind.REMOVED, ROWS)


def test_what_is_written_after_a_row_slipped_in_hides_nothing(chain: None) -> None:
    tampering.insert_last()
    write()
    found = find_first()
    assert found and (found.kind, found.sequence) == (Kind.INSERTED, ROWS + 1)


def test_a_chain_without_its_head_is_not_whole(chain: None) -> None:
    EvidenceHead.objects.all().delete()
    found = find_first()
    assert found and "head" in str(found)


def test_every_row_gone_is_seen(chain: None) -> None:
    Evidence.objects.all().delete()
    found = find_first()
    assert found and (found.kind, found.sequence) == (Kind.REMOVED, 1)


def test_the_row_is_named_with_its_time(chain: None) -> None:
    tampering.edit(4, "choices")
    assert str(find_first()) == "row 4 was changed (2026-03-03 12:00:03 UTC)"
    tampering.delete(4)
    assert str(find_first()) == (
        "row 4 was removed (after 2026-03-03 12:00:02 UTC, before 2026-03-03 12:00:04 UTC)"
    )


def test_a_row_that_no_column_can_hold_is_a_finding(chain: None) -> None:
    update = "UPDATE consent_evidence SET at = '2026-99-99 25:00:00' WHERE sequence = 3"
    if connection.vendor == "postgresql":
        with pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(update)
        return
    with connection.cursor() as cursor:
        cursor.execute(update)
    found = find_first()
    assert found and (found.kind, found.sequence) == (Kind.CHANGED, 3)


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_rows_are_verified_in_under_five_seconds(
    size: Callable[[int, int], int], bar: Bars
) -> None:
    count = size(600, 10_000)
    write_many_days(count)
    tampers: dict[str, Callable[[int], int]] = {
        "edited": lambda number: tampering.edit(number, "choices"),
        "deleted": tampering.delete,
        "inserted": tampering.insert_before,
    }
    for name, tamper in tampers.items():
        with transaction.atomic():
            touched = tamper(count - 1)
            out, started = StringIO(), time.monotonic()
            with pytest.raises(SystemExit) as ended:
                call_command("consent_verify", stdout=out)
            bar(f"consent_verify names the row {name} of {count}", time.monotonic() - started, 5, "s")
            assert (ended.value.code, out.getvalue().split()[:2]) == (1, ["Row", str(touched)])
            transaction.set_rollback(True)


def write_many_days(count: int) -> None:
    """Chain that many decisions, at most 500 a day."""
    for day in range(-(-count // 500)):
        write_many(min(500, count - day * 500), utc(1) + timedelta(days=day), timedelta(seconds=2))
