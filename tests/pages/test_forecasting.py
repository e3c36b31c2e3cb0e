"""What publishing would announce is found out without anything being published."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Site

from pages.events import PagePublished
from pages.forecasting import forecasting, publish_draft, publish_release, publish_translation
from pages.models import Publication
from pages.models.release import Release
from tests.pages.building import build_area, build_home, build_plan, newest, publish, translate
from workers.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def forecast(act: Callable[[], Any]) -> list[PagePublished]:
    with forecasting(act) as found:
        return list(found.pages)


def summarise(events: list[PagePublished]) -> list[tuple[object, ...]]:
    return [(e.key, e.parent, e.locale, e.type, e.code, e.title, e.path, e.kind, e.note) for e in events]


def count_everything() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def draft(page: Any, **changes: Any) -> Any:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision()
    return type(page).objects.get(pk=page.pk)


def announced_by(act: Callable[[], Any]) -> list[tuple[object, ...]]:
    known = set(Publication.objects.values_list("pk", flat=True))
    act()
    rows = Publication.objects.exclude(pk__in=known).order_by("pk")
    return [(r.key, r.parent, r.locale, r.type, r.code, r.title, r.path, r.kind, r.note) for r in rows]


def test_the_forecast_is_what_publishing_announces() -> None:
    page = draft(build_area(), title="Språk", change_kind="material", change_note="Målet är höjt.")
    expected = summarise(forecast(lambda: publish_draft(page)))
    assert expected == announced_by(lambda: page.get_latest_revision().publish())
    assert expected[0][-2:] == ("material", "Målet är höjt.")


def test_a_new_slug_announces_what_is_below_too() -> None:
    plan = build_plan()
    build_area(plan)
    page = draft(plan, slug="ny-plan")
    expected = summarise(forecast(lambda: publish_draft(page)))
    assert len(expected) == 2
    assert expected == announced_by(lambda: page.get_latest_revision().publish())


def test_nothing_is_left_behind(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    page = draft(build_area(), title="Språk", change_kind="material", change_note="Nytt.")
    before, events = count_everything(), Event.objects.count()
    with django_capture_on_commit_callbacks() as callbacks:
        assert forecast(lambda: publish_draft(page))
    assert callbacks == []
    assert count_everything() == before
    assert Event.objects.count() == events
    assert type(page).objects.get(pk=page.pk).title == "Lära hela livet"


def test_a_new_address_of_the_front_page_is_not_remembered() -> None:
    home = build_home()
    paths = Site.get_site_root_paths()
    with forecasting(lambda: publish_draft(draft(home, slug="annan"))):
        Site.get_site_root_paths()
    assert Site.get_site_root_paths() == paths


def test_an_unchanged_page_announces_nothing() -> None:
    page = build_area()
    assert forecast(lambda: publish_draft(page)) == []


def test_a_draft_that_is_scheduled_is_forecast_for_its_day() -> None:
    page = draft(build_area(), title="Språk", go_live_at=timezone.now() + timedelta(days=3))
    assert [event.title for event in forecast(lambda: publish_draft(page))] == ["Språk"]


def test_a_forecast_that_fails_leaves_nothing_and_is_told() -> None:
    page = draft(build_area(), title="Språk")

    def fail() -> None:
        publish_draft(page)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        forecast(fail)
    assert newest().title == "Lära hela livet"
    with forecasting(lambda: None) as found:
        assert found.pages == []


def test_a_translation_is_forecast_before_it_exists_and_when_it_is_live() -> None:
    page = build_area(build_plan())
    for above in page.get_ancestors().filter(depth__gt=1).specific():
        translate(above).save_target(publish=True)
    translation = translate(page, title="Lifelong learning")
    first = summarise(forecast(lambda: publish_translation(translation)))
    assert [(row[2], row[5], row[7]) for row in first if row[0] == page.translation_key] == [
        ("en", "Lifelong learning", "new")
    ]


def test_a_translation_of_a_material_change_is_forecast_as_one(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    page = build_area(build_plan())
    with django_capture_on_commit_callbacks(execute=True):
        translate(page).save_target(publish=True)
    page = publish(page, title="Språk", change_kind="material", change_note="Nytt.")
    translation = translate(page, title="Language", change_note="New.")
    (event,) = forecast(lambda: publish_translation(translation))
    assert (event.locale, event.title, event.kind, event.note) == ("en", "Language", "material", "New.")
    assert event.change == newest().change


def test_a_release_is_forecast_as_one() -> None:
    page = draft(build_area(), title="Språk", change_kind="material")
    release = Release.objects.create(title_sv="Samlat", note_sv="Allt är nytt.")
    release.items.create(content_object=page, title=page.title, language="sv")
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.create_superuser("anna", "anna@example.org", "password")
    with forecasting(lambda: publish_release(release, user)) as found:
        (event,), (whole,) = found.pages, found.releases
    assert event.release == whole.release == release.key
    assert dataclasses.asdict(whole)["titles"] == {"sv": "Samlat"}
    release.refresh_from_db()
    assert release.state == "prepared"
