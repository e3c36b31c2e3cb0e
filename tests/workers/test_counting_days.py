"""The counts of each day are kept for ever, and counting twice changes nothing."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from workers.models import DailyCount, Delivery
from workers.services.counting.keeping import keep_counts
from workers.services.counting.reporting import count_by_day, count_by_purpose, list_counts

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TODAY = timezone.localdate


def row(state: str = "sent", days: int = 0, purpose: str = "publication") -> Delivery:
    at = timezone.now() - timedelta(days=days)
    return Delivery.objects.create(
        purpose=purpose,
        announcement=uuid4(),
        state=state,
        language="sv",
        attempts=1,
        next_attempt_at=at,
        created_at=at,
        finished_at=at if state not in ("waiting", "held") else None,
    )


def read() -> dict[tuple[date, str, str], int]:
    return {(row.day, row.purpose, row.outcome): row.count for row in DailyCount.objects.all()}


def test_a_day_is_counted_by_purpose_and_outcome() -> None:
    row(), row(), row("failed"), row("sent", purpose="manage"), row("waiting"), row("held"), row("included")
    keep_counts()
    assert read() == {
        (TODAY(), "publication", "sent"): 2,
        (TODAY(), "publication", "failed"): 1,
        (TODAY(), "manage", "sent"): 1,
    }


def test_counting_twice_changes_nothing() -> None:
    row(), row("failed", days=1)
    assert keep_counts() == 2
    assert keep_counts() == 0


def test_what_is_swept_stays_counted() -> None:
    row(), row()
    keep_counts()
    Delivery.objects.all().delete()
    row()
    keep_counts()
    assert read() == {(TODAY(), "publication", "sent"): 2}


def test_a_mail_that_failed_and_is_sent_on_another_day_was_both() -> None:
    late = row("failed", days=1)
    keep_counts()
    Delivery.objects.filter(pk=late.pk).update(state="sent", finished_at=timezone.now())
    keep_counts()
    assert sorted(outcome for _day, _purpose, outcome in read()) == ["failed", "sent"]


def test_a_mail_that_was_taken_and_came_back_days_later_counts_as_both() -> None:
    back = row(days=4)
    row()
    keep_counts()
    Delivery.objects.filter(pk=back.pk).update(state="failed")
    keep_counts()
    day = TODAY() - timedelta(days=4)
    assert (read()[day, "publication", "sent"], read()[day, "publication", "failed"]) == (1, 1)


def test_days_in_which_nothing_counted_are_made_up_for() -> None:
    row(days=9)
    keep_counts()
    row(days=5), row(days=3)
    keep_counts()
    assert len(read()) == 3


def test_a_day_is_one_in_stockholm() -> None:
    late = row()
    at = datetime(2026, 7, 1, 23, 30, tzinfo=ZoneInfo("UTC"))
    Delivery.objects.filter(pk=late.pk).update(finished_at=at)
    keep_counts()
    assert [day for day, _purpose, _outcome in read()] == [date(2026, 7, 2)]


def test_a_period_is_told_by_day_and_by_purpose() -> None:
    row(), row("failed"), row(days=40), row(purpose="digest", days=2)
    keep_counts()
    first = TODAY() - timedelta(days=29)
    assert count_by_day(first, TODAY()) == {
        TODAY(): {"sent": 1, "failed": 1},
        TODAY() - timedelta(days=2): {"sent": 1},
    }
    assert count_by_purpose(first, TODAY()) == {
        "publication": {"sent": 1, "failed": 1},
        "digest": {"sent": 1},
    }
    assert len(list(list_counts(first, TODAY()))) == 3
