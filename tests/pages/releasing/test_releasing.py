"""A release goes out in one moment, or not at all."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connections
from django.utils import timezone
from wagtail.models import Workflow, WorkflowPage

from pages.events import PagePublished, ReleasePublished, page_published, release_published
from pages.models import DevelopmentAreaPage, PriorityPage, Publication, Release, SiteVersion
from pages.releasing.examining import examine
from pages.releasing.problems import Refused
from pages.releasing.publishing import NotNow, call_off, fetch_texts, publish_now, schedule
from pages.scheduling import publish_due
from tests.pages.building import add, build_area, build_plan, build_priority, publish, translate
from tests.pages.quality.writing import heading
from tests.pages.releasing.building import (
    build_drafts,
    build_publisher,
    build_release,
    build_translated_draft,
    draft,
    put_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def rows_of(release: Release) -> list[Publication]:
    return list(Publication.objects.filter(release=release.key).order_by("pk"))


def codes_of(refused: Any) -> list[str]:
    return [problem.code for problem in refused.value.problems]


@pytest.fixture
def heard() -> Any:
    """Everything that is announced, in order."""
    events: list[PagePublished | ReleasePublished] = []

    def hear(event: Any, **_: Any) -> None:
        events.append(event)

    for signal in (page_published, release_published):
        signal.connect(hear)
    yield events
    for signal in (page_published, release_published):
        signal.disconnect(hear)


def test_everything_in_a_release_is_public_from_one_moment_with_its_kind_and_note(heard: Any) -> None:
    release = build_release(*build_drafts())
    heard.clear()
    publish_now(release.pk, build_publisher())
    first, second = rows_of(release)
    assert (first.kind, first.note, first.content["lead"]) == (
        "material",
        "Två områden har nya mål.",
        "Nytt mål.",
    )
    assert (second.kind, second.code) == ("new", "U2")
    assert first.valid_from == second.valid_from
    release.refresh_from_db()
    assert (release.state, release.published_at) == ("published", first.valid_from)
    assert [type(event) for event in heard] == [PagePublished, PagePublished, ReleasePublished]
    assert {event.release for event in heard} == {release.key}
    assert heard[-1].titles == {"sv": "Planen följs upp", "en": "The plan is followed up"}


def test_a_page_keeps_the_note_of_its_own() -> None:
    first, second = build_drafts()
    release = build_release(draft(first, change_note="Målet gäller nu alla."), second)
    publish_now(release.pk, build_publisher())
    assert [row.note for row in rows_of(release)] == ["Målet gäller nu alla.", "Två områden har nya mål."]


def test_a_parent_goes_out_before_its_child_and_the_child_stands_below_its_new_address() -> None:
    plan = build_plan()
    area = build_area(plan)
    priority = add(area, PriorityPage, live=False, title="Kortare vägar", slug="u1-1", code="U1.1")
    release = build_release(priority, draft(area, slug="larande"))
    publish_now(release.pk, build_publisher())
    assert [row.path for row in rows_of(release)] == ["/sv/planen/larande/", "/sv/planen/larande/u1-1/"]


def test_a_translation_goes_out_with_its_source_and_says_the_same_change() -> None:
    area, english = build_translated_draft()
    release = build_release(english, area)
    fetch_texts(release.pk, build_publisher())
    translate(area.get_latest_revision_as_object(), lead="New goal.", title="Lifelong learning")
    publish_now(release.pk, build_publisher("pia"))
    swedish, translated = rows_of(release)
    assert (swedish.locale, translated.locale) == ("sv", "en")
    assert translated.content["lead"] == "New goal."
    assert translated.change == swedish.change
    assert (translated.kind, translated.note) == ("material", "Two areas have new goals.")


def test_fetching_the_texts_of_a_draft_publishes_nothing() -> None:
    area, english = build_translated_draft()
    release = build_release(english, area)
    before = Publication.objects.count()
    fetch_texts(release.pk, build_publisher())
    translate(area.get_latest_revision_as_object(), lead="New goal.", title="Lifelong learning")
    assert Publication.objects.count() == before
    english.refresh_from_db()
    assert english.lead != "New goal."


def test_a_translation_that_lacks_a_text_stops_everything() -> None:
    area, english = build_translated_draft()
    release = build_release(area, english)
    before = (Publication.objects.count(), SiteVersion.current())
    with pytest.raises(Refused) as refused:
        publish_now(release.pk, build_publisher())
    assert codes_of(refused) == ["untranslated"]
    assert (Publication.objects.count(), SiteVersion.current()) == before
    area.refresh_from_db()
    assert area.lead == ""


def test_a_failure_half_way_leaves_every_page_and_the_record_as_they_were(
    monkeypatch: pytest.MonkeyPatch, heard: Any
) -> None:
    first, second = build_drafts()
    release = build_release(first, second)
    before = (Publication.objects.count(), SiteVersion.current())

    def fail_at_the_second(event: PagePublished, **_: Any) -> None:
        if event.code == "U2":
            raise IntegrityError

    page_published.connect(fail_at_the_second)
    try:
        with pytest.raises(Refused) as refused:
            publish_now(release.pk, build_publisher())
    finally:
        page_published.disconnect(fail_at_the_second)
    (problem,) = refused.value.problems
    assert (problem.code, problem.item) == ("unexpected", release.items.get(title__contains="Fler").pk)
    assert (Publication.objects.count(), SiteVersion.current()) == before
    assert DevelopmentAreaPage.objects.get(pk=first.pk).lead == ""
    assert not DevelopmentAreaPage.objects.get(pk=second.pk).live


def test_a_published_release_cannot_be_published_again() -> None:
    release = build_release(*build_drafts())
    user = build_publisher()
    publish_now(release.pk, user)
    with pytest.raises(NotNow):
        publish_now(release.pk, user)
    assert len(rows_of(release)) == 2


def examine_with(*subjects: Any, user: Any = None, **fields: Any) -> list[str]:
    release = build_release(*subjects, **fields)
    return [problem.code for problem in examine(release, user or build_publisher())]


def test_an_empty_release_is_refused() -> None:
    assert examine_with() == ["empty"]


def test_what_the_languages_of_a_release_need_is_asked_for() -> None:
    area, english = build_translated_draft()
    fields = {"title_en": "", "note_sv": "", "note_en": " "}
    assert {"title_en", "note_en", "note_sv"} <= set(examine_with(area, english, **fields))
    assert "note_en" not in examine_with(area, kind="minor", user=build_publisher("pia"), note_sv="")


def test_a_page_without_a_draft_is_refused() -> None:
    assert examine_with(build_area()) == ["no_draft"]


def test_a_page_that_somebody_has_locked_is_refused() -> None:
    first, _second = build_drafts()
    other = build_publisher("pia")
    DevelopmentAreaPage.objects.filter(pk=first.pk).update(locked=True, locked_by=other)
    assert examine_with(first) == ["locked"]
    assert examine_with(first, user=other) == []


def test_a_page_in_review_is_refused_to_all_but_its_reviewers(django_user_model: Any) -> None:
    first, _second = build_drafts()
    author = django_user_model.objects.create_user("olle", "olle@example.org", "password")
    workflow = Workflow.objects.get()
    WorkflowPage.objects.get_or_create(page=first, defaults={"workflow": workflow})
    workflow.start(first, author)
    assert examine_with(first, user=author) == ["forbidden", "in_review"]
    assert examine_with(first) == []


def test_a_page_below_one_that_is_not_public_is_refused_unless_both_go_out() -> None:
    area = add(build_plan(), DevelopmentAreaPage, live=False, title="U1", slug="u1", code="U1")
    priority = add(area, PriorityPage, live=False, title="U1.1", slug="u1-1", code="U1.1")
    assert examine_with(priority) == ["parent"]
    assert examine_with(priority, area, user=build_publisher("pia")) == []


def test_a_page_with_a_time_of_its_own_is_refused() -> None:
    first, second = build_drafts()
    soon, past = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(hours=1)
    assert examine_with(draft(first, go_live_at=soon), draft(second, expire_at=past)) == [
        "scheduled_itself",
        "expired",
    ]


def test_a_page_that_was_deleted_is_named_as_it_was_called() -> None:
    first, second = build_drafts()
    release = build_release(first, second)
    second.delete()
    (problem,) = examine(release, build_publisher())
    assert problem.code == "deleted"
    assert problem.item is not None
    assert "Fler i arbete" in release.items.get(pk=problem.item).title


def test_a_public_translation_that_is_left_behind_is_a_warning_and_stops_nothing() -> None:
    area, _english = build_translated_draft()
    release = build_release(area)
    (problem,) = examine(release, build_publisher())
    assert (problem.code, problem.stops) == ("one_language", False)
    publish_now(release.pk, build_publisher("pia"))


# -- Scheduled -------------------------------------------------------------------


def make_due(release: Release) -> None:
    Release.objects.filter(pk=release.pk).update(go_live_at=timezone.now() - timedelta(seconds=1))


def run_beat() -> None:
    call_command("publish_due", verbosity=0)


def schedule_drafts(*subjects: Any) -> Release:
    release = build_release(*subjects)
    return schedule(release.pk, build_publisher(), timezone.now() + timedelta(hours=1))


def test_a_scheduled_release_goes_out_at_its_time_and_once() -> None:
    release = schedule_drafts(*build_drafts())
    run_beat()
    assert rows_of(release) == []
    make_due(release)
    run_beat()
    run_beat()
    assert [row.kind for row in rows_of(release)] == ["material", "new"]
    release.refresh_from_db()
    assert release.state == "published"


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_publish_a_release_once(heard: Any) -> None:
    release = schedule_drafts(*build_drafts())
    make_due(release)
    heard.clear()
    together = Barrier(2)

    def beat() -> None:
        together.wait()
        try:
            publish_due()
        finally:
            connections.close_all()

    threads = [Thread(target=beat) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row.kind for row in rows_of(release)] == ["material", "new"]
    assert [type(event) for event in heard] == [PagePublished, PagePublished, ReleasePublished]


def test_an_error_that_would_stop_a_page_stops_the_release_it_is_in() -> None:
    first, second = build_drafts()
    release = build_release(draft(first, body=[heading("Del", 3), heading("Avsnitt")]), second)
    with pytest.raises(Refused) as refused:
        publish_now(release.pk, build_publisher())
    assert codes_of(refused) == ["quality"]
    assert rows_of(release) == []


def test_what_is_written_after_the_scheduling_is_not_published_with_it() -> None:
    first, second = build_drafts()
    release = schedule_drafts(first, second)
    draft(first, lead="Ännu inte färdigt.")
    make_due(release)
    run_beat()
    assert rows_of(release)[0].content["lead"] == "Nytt mål."
    assert DevelopmentAreaPage.objects.get(pk=first.pk).has_unpublished_changes


def test_a_scheduled_translation_goes_out_as_it_was_scheduled() -> None:
    area, english = build_translated_draft()
    release = build_release(area, english)
    fetch_texts(release.pk, build_publisher("pia"))
    newest = area.get_latest_revision_as_object()
    translate(newest, lead="New goal.", title="Lifelong learning")
    schedule(release.pk, build_publisher(), timezone.now() + timedelta(hours=1))
    translate(newest, lead="Not finished.", title="Lifelong learning")
    make_due(release)
    run_beat()
    swedish, translated = rows_of(release)
    assert translated.content["lead"] == "New goal."
    assert translated.change == swedish.change


def fail_with(release: Release) -> list[str]:
    make_due(release)
    before = Publication.objects.count()
    with pytest.raises((SystemExit, CommandError)):
        run_beat()
    assert Publication.objects.count() == before
    release.refresh_from_db()
    assert release.state == "failed"
    run_beat()
    return [stored["code"] for stored in release.problems]


def test_a_page_deleted_in_the_meantime_fails_the_release_and_says_so() -> None:
    first, second = build_drafts()
    release = schedule_drafts(first, second)
    second.delete()
    assert fail_with(release) == ["deleted"]


def test_a_page_published_in_the_meantime_is_never_put_back_to_the_older_draft() -> None:
    first, second = build_drafts()
    release = schedule_drafts(first, second)
    publish(DevelopmentAreaPage.objects.get(pk=first.pk), lead="Nyare.")
    assert fail_with(release) == ["overtaken"]
    assert DevelopmentAreaPage.objects.get(pk=first.pk).lead == "Nyare."


def test_a_release_whose_publisher_is_gone_or_may_no_longer_publish_fails() -> None:
    release = schedule_drafts(*build_drafts())
    publisher = release.publisher
    assert publisher is not None
    publisher.is_superuser = False
    publisher.save()
    assert fail_with(release) == ["forbidden", "forbidden"]


def test_a_failed_release_can_be_mended_and_published() -> None:
    first, second = build_drafts()
    release = schedule_drafts(first, second)
    second.delete()
    fail_with(release)
    release.items.filter(title__contains="Fler").delete()
    publish_now(release.pk, build_publisher("pia"))
    assert [row.code for row in rows_of(release)] == ["U1"]


def test_a_release_that_was_called_off_does_not_go_out() -> None:
    release = schedule_drafts(*build_drafts())
    call_off(release.pk, build_publisher("pia"))
    make_due(release)
    run_beat()
    assert rows_of(release) == []


def test_one_expiry_and_one_release_at_the_same_minute_do_not_disturb_each_other() -> None:
    first, second = build_drafts()
    other = build_priority(first)
    release = schedule_drafts(first, second)
    PriorityPage.objects.filter(code=other.code).update(expire_at=timezone.now() - timedelta(seconds=1))
    make_due(release)
    run_beat()
    assert len(rows_of(release)) == 2
    assert Publication.objects.filter(key=other.translation_key).latest("pk").kind == "withdrawn"


def test_everything_is_in_the_plan_as_of_the_moment_of_the_release_and_nothing_before() -> None:
    release = build_release(*build_drafts())
    publish_now(release.pk, build_publisher())
    release.refresh_from_db()
    assert release.published_at is not None
    at = Publication.objects.as_of(release.published_at).filter(release=release.key)
    before = Publication.objects.as_of(release.published_at - timedelta(microseconds=1))
    assert (at.count(), before.filter(release=release.key).count()) == (2, 0)
    assert release.published_at.astimezone(UTC) <= datetime.now(UTC)


def test_a_page_may_be_chosen_once_in_a_release() -> None:
    first, _second = build_drafts()
    release = build_release(first)
    with pytest.raises(IntegrityError):
        put_in(release, first)
