"""A page is published and expires at its minute, once, with the kind and note of what was scheduled."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from pages.models import DevelopmentAreaPage, Publication
from pages.scheduling import Done, publish_due
from tests.pages.building import build_area, newest, publish
from tests.pages.conftest import Editor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

SOON = timedelta(hours=1)


def schedule(page: Any, **changes: Any) -> Revision:
    """Schedule the page for later with these fields changed, as the editor does."""
    draft = page.get_latest_revision_as_object()
    for name, value in {"go_live_at": timezone.now() + SOON, **changes}.items():
        setattr(draft, name, value)
    revision: Revision = draft.save_revision()
    revision.publish()
    return revision


def make_due(revision: Revision) -> None:
    """Let the time of a scheduled revision have come."""
    past = timezone.now() - timedelta(seconds=1)
    stored = Revision.objects.get(pk=revision.pk)
    stored.content["go_live_at"] = past.isoformat()
    stored.approved_go_live_at = past
    stored.save()


def rows_since(count: int) -> list[Publication]:
    return list(Publication.objects.order_by("pk")[count:])


def test_kind_and_note_are_those_of_the_scheduled_revision_whatever_was_written_since() -> None:
    area = build_area()
    revision = schedule(area, lead="Nytt.", change_kind="material", change_note="Nytt mål.")
    draft = DevelopmentAreaPage.objects.get().get_latest_revision_as_object()
    draft.go_live_at, draft.lead, draft.change_kind, draft.change_note = None, "Senare.", "minor", "Annat."
    draft.save_revision()
    count = Publication.objects.count()
    make_due(revision)
    publish_due()
    (row,) = rows_since(count)
    assert (row.kind, row.note, row.content["lead"]) == ("material", "Nytt mål.", "Nytt.")
    assert DevelopmentAreaPage.objects.get().has_unpublished_changes


def test_a_page_published_before_its_time_is_not_put_back_when_the_time_comes() -> None:
    area = build_area()
    revision = schedule(area, lead="Schemalagt.")
    publish(DevelopmentAreaPage.objects.get(), lead="Nu.", go_live_at=None)
    assert Revision.objects.get(pk=revision.pk).approved_go_live_at is None
    count = Publication.objects.count()
    assert publish_due() == Done()
    assert rows_since(count) == []
    assert DevelopmentAreaPage.objects.get().lead == "Nu."


def test_a_page_that_was_deleted_before_its_time_harms_nobody() -> None:
    area = build_area()
    schedule(area)
    area.delete()
    assert publish_due() == Done()


def test_a_page_expires_at_its_minute_and_can_come_back() -> None:
    area = publish(build_area(), expire_at=timezone.now() + SOON)
    count = Publication.objects.count()
    assert publish_due() == Done()
    Page.objects.filter(pk=area.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert publish_due() == Done(expired=1)
    assert publish_due() == Done()
    assert [row.kind for row in rows_since(count)] == ["withdrawn"]
    area = DevelopmentAreaPage.objects.get()
    assert (area.live, area.expired) == (False, True)
    publish(area, expire_at=None)
    assert newest().kind == "new"


def test_what_the_clock_did_is_in_the_history_of_the_page() -> None:
    area = build_area()
    make_due(schedule(area, lead="Nytt."))
    publish_due()
    Page.objects.filter(pk=area.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    publish_due()
    actions = PageLogEntry.objects.filter(page=area.pk).values_list("action", flat=True)
    assert {"wagtail.publish.scheduled", "wagtail.unpublish.scheduled"} <= set(actions)


def test_two_beats_at_once_publish_and_withdraw_once() -> None:
    first = build_area()
    second = build_area(first.get_parent(), "U2")
    make_due(schedule(first, lead="Nytt."))
    Page.objects.filter(pk=second.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    count = Publication.objects.count()
    beats, done = 2, list[Done]()
    together = Barrier(beats)

    def beat() -> None:
        together.wait()
        try:
            done.append(publish_due())
        finally:
            connections.close_all()

    threads = [Thread(target=beat) for _ in range(beats)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [
        sum(each) for each in zip(*((one.published, one.expired, one.failed) for one in done), strict=True)
    ] == [
        1,
        1,
        0,
    ]
    assert sorted(row.kind for row in rows_since(count)) == ["minor", "withdrawn"]
    assert connection.is_usable()


@pytest.mark.parametrize(
    ("local", "moment"),
    [
        ("2027-03-28 01:59", datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        ("2027-03-28 03:00", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        ("2027-10-31 01:59", datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        ("2027-10-31 03:00", datetime(2027, 10, 31, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_minute_of_a_night_when_clocks_change_is_that_minute(
    editor: Editor, local: str, moment: datetime
) -> None:
    area = build_area()
    editor.edit(area, lead="Nytt.", go_live_at=local)
    (revision,) = Revision.objects.filter(approved_go_live_at__isnull=False)
    assert revision.approved_go_live_at == moment


@pytest.mark.parametrize("local", ["2027-03-28 02:30", "2027-10-31 02:30"])
def test_a_minute_that_does_not_exist_or_comes_twice_is_refused_at_the_field(
    editor: Editor, local: str
) -> None:
    area = build_area()
    answer = editor.edit(area, lead="Nytt.", go_live_at=local)
    assert answer.context["form"].errors["go_live_at"]
    assert "Nytt." in answer.content.decode()
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    make_due(schedule(build_area(), lead="Nytt."))
    call_command("publish_due")
    assert capsys.readouterr().out == "1 published, 0 releases published, 0 withdrawn, 0 failed.\n"
