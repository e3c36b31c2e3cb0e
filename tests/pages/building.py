"""Builds small plans for tests."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from pages.models import (
    AboutPage,
    ActionPage,
    Actor,
    ActorGroup,
    DevelopmentAreaPage,
    HomePage,
    Indicator,
    PlanPage,
    PriorityPage,
    Publication,
    StandardPage,
)
from workers.models import Event

P = TypeVar("P", bound=Page)


def build_home(language: str = "sv") -> HomePage:
    """Return the published front page at which the site points."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    Locale.objects.get_or_create(language_code="en")
    Page.objects.filter(depth=2).delete()
    home = HomePage(title="Kompetensplan", slug="start", locale=locale, live=False)
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", port=80, root_page=home, is_default_site=True)
    return publish(home)


def build_plan(home: HomePage | None = None) -> PlanPage:
    return add(home or build_home(), PlanPage, title="Planen", slug="planen")


def build_area(
    plan: PlanPage | None = None, code: str = "U1", title: str = "Lära hela livet"
) -> DevelopmentAreaPage:
    return add(plan or build_plan(), DevelopmentAreaPage, title=title, slug=code.lower(), code=code)


def build_priority(area: DevelopmentAreaPage, code: str = "U1.1") -> PriorityPage:
    return add(area, PriorityPage, title="Kortare vägar", slug=code.replace(".", "-").lower(), code=code)


def build_action(priority: PriorityPage, code: str = "U1.1.1", **fields: Any) -> ActionPage:
    return add(
        priority, ActionPage, title="Kvällskurser", slug=code.replace(".", "-").lower(), code=code, **fields
    )


def build_group(code: str = "municipalities") -> ActorGroup:
    """Return a group that is not public, so that it is no publication."""
    locale, _ = Locale.objects.get_or_create(language_code="sv")
    Locale.objects.get_or_create(language_code="en")
    found = ActorGroup.objects.filter(code=code, locale=locale).first()
    if found is None:
        found = ActorGroup(name="Länets kommuner", code=code, locale=locale, live=False)
        found.save()
    return found


def build_actor(name: str = "Länets kommuner", *, live: bool = True) -> Actor:
    """Return an actor of the Swedish site."""
    group = build_group()
    actor = Actor(name=name, group=group, locale=group.locale, live=False)
    actor.save()
    if live:
        actor.save_revision().publish()
    actor.refresh_from_db()
    return actor


def build_indicator(name: str = "Vuxna i yrkesutbildning", *, live: bool = True, **fields: Any) -> Indicator:
    """Return an indicator of the Swedish site, with two values and a target unless told otherwise."""
    locale, _ = Locale.objects.get_or_create(language_code="sv")
    given = {
        "unit": "personer",
        "values": [
            {"type": "value", "value": {"date": "2024-12-31", "value": "1840"}},
            {"type": "value", "value": {"date": "2025-12-31", "value": "2410.5"}},
        ],
        "target_value": 2800,
        "target_date": date(2028, 12, 31),
    }
    indicator = Indicator(name=name, locale=locale, live=False, **(given | fields))
    indicator.save()
    if live:
        indicator.save_revision().publish()
    indicator.refresh_from_db()
    return indicator


def build_standard(parent: Page, slug: str = "om-kakor") -> StandardPage:
    return add(parent, StandardPage, title="Om kakor", slug=slug)


def build_about(home: HomePage) -> AboutPage:
    return add(home, AboutPage, title="Om planen", slug="om-planen")


def add(parent: Page, model: type[P], *, live: bool = True, **fields: Any) -> P:
    """Add a draft below a page, and publish it unless told not to."""
    page: P = model(live=False, locale=parent.locale, **fields)
    parent.add_child(instance=page)
    return publish(page) if live else page


def publish(page: P, **changes: Any) -> P:
    """Publish the page with these fields changed, as code does, and return it fresh."""
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    fresh: P = type(page).objects.get(pk=page.pk)
    return fresh


def translate(page: Any, **english: str) -> Any:
    """Translate a page in wagtail-localize, field by field, and return the translation for somebody to publish."""
    locale = Locale.objects.get(language_code="en")
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in StringSegment.objects.filter(source=source).select_related("context", "string"):
        text = english.get(segment.context.path, segment.context.path.replace("_", "-") + "-in-english")
        StringTranslation.objects.update_or_create(
            translation_of=segment.string, locale=locale, context=segment.context, defaults={"data": text}
        )
    return translation


def count_rows(key: UUID | None = None) -> tuple[int, int]:
    """Return how many publications and events there are, of one key or of all."""
    chosen = {} if key is None else {"key": key}
    return Publication.objects.filter(**chosen).count(), Event.objects.filter(**chosen).count()


def newest() -> Publication:
    return Publication.objects.latest("pk")
