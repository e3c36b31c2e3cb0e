"""Builds releases of small plans."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale

from pages.models import DevelopmentAreaPage, Release, ReleaseItem
from tests.pages.building import add, build_area, build_home, build_plan, translate

TEXTS = {
    "title_sv": "Planen följs upp",
    "title_en": "The plan is followed up",
    "note_sv": "Två områden har nya mål.",
    "note_en": "Two areas have new goals.",
}


def build_publisher(name: str = "ulla") -> Any:
    return get_user_model().objects.create_superuser(name, f"{name}@example.org", "password")


def build_release(*subjects: Any, **fields: Any) -> Release:
    release: Release = Release.objects.create(**(TEXTS | fields))
    for subject in subjects:
        put_in(release, subject)
    return release


def put_in(release: Release, subject: Any) -> ReleaseItem:
    return ReleaseItem.objects.create(
        release=release,
        content_type=ContentType.objects.get_for_model(subject),
        object_id=subject.pk,
        title=str(subject)[:255],
        language=subject.locale.language_code,
    )


def draft(page: Any, **changes: Any) -> Any:
    """Save a draft with these fields changed; what is public stays as it is."""
    newest = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(newest, name, value)
    newest.save_revision()
    return type(page).objects.get(pk=page.pk)


def build_drafts() -> tuple[DevelopmentAreaPage, DevelopmentAreaPage]:
    """Return a public area with a draft, and one that was never public."""
    plan = build_plan()
    first = draft(build_area(plan, "U1"), lead="Nytt mål.")
    second = add(plan, DevelopmentAreaPage, live=False, title="Fler i arbete", slug="u2", code="U2")
    return first, second


def publish_in_english(page: Any, **texts: str) -> None:
    """Translate and publish; `save_target(publish=True)` would wait for a commit, which most tests have none of."""
    translation = translate(page, **texts)
    translation.save_target(publish=False)
    translation.get_target_instance().latest_revision.publish()


def build_translated_draft() -> tuple[DevelopmentAreaPage, Any]:
    """Return an area, public in two languages, with a Swedish draft; and its English page."""
    home = build_home()
    plan = build_plan(home)
    area = build_area(plan)
    for page in (home, plan, area):
        publish_in_english(page, title=f"{page.title} (en)")
    english = area.get_translation(Locale.objects.get(language_code="en"))
    return draft(area, lead="Nytt mål."), english
