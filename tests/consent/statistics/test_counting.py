"""No view is lost or counted twice, whoever counts at once and whoever dies in the middle."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from consent.models import DailyCount, PageView
from consent.statistics.recording import count_views
from tests.services.places import ROOT
from tests.services.processes import copy_environment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

VIEWS, PATHS = 600, 30
DIES_AT_THE_TENTH_UPDATE = """
import os, signal
import django
django.setup()
from django.db import connection
from consent.statistics.recording import count_views
updates = 0
def die(execute, sql, params, many, context):
    global updates
    updates += sql.startswith('UPDATE "consent_dailycount"')
    if updates == 10:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
with connection.execute_wrapper(die):
    count_views()
"""


@pytest.fixture(autouse=True)
def _views(transactional_db: None) -> None:
    today = timezone.localdate()
    PageView.objects.bulk_create(
        PageView(day=today, path=f"/sv/{number % PATHS}/", language="sv") for number in range(VIEWS)
    )


def counted() -> tuple[int, int]:
    return DailyCount.objects.aggregate(views=Sum("views"))["views"] or 0, PageView.objects.count()


def test_a_counter_that_is_killed_in_the_middle_loses_nothing() -> None:
    connection.close()
    child = subprocess.run(
        [sys.executable, "-c", DIES_AT_THE_TENTH_UPDATE],
        cwd=ROOT,
        env=copy_environment(DJANGO_SETTINGS_MODULE="cms.settings.test"),
        check=False,
        capture_output=True,
        text=True,
    )
    assert child.returncode == -signal.SIGKILL, child.stderr
    assert counted() == (0, VIEWS)
    assert count_views() == VIEWS
    assert counted() == (VIEWS, 0)


def test_several_counters_at_once_count_each_view_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consent.statistics.recording.BATCH", 50)

    def run(_number: int) -> int:
        total = 0
        try:
            while done := count_views():
                total += done
        finally:
            connection.close()
        return total

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(run, range(4))) == VIEWS
    assert counted() == (VIEWS, 0)
    assert DailyCount.objects.count() == PATHS


def test_made_up_hosts_fill_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consent.statistics.recording.HOSTS_A_DAY", 5)
    PageView.objects.all().delete()
    today = timezone.localdate()
    for batch in range(2):
        PageView.objects.bulk_create(
            PageView(day=today, path="/sv/", language="sv", referring_host=f"{number}.example.org")
            for number in range(batch, batch + 20)
        )
        count_views()
    hosts = DailyCount.objects.exclude(referring_host="")
    assert hosts.count() == 5
    assert DailyCount.objects.aggregate(sum=Sum("views"))["sum"] == 40
