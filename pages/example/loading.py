"""Fills an empty database with the example: pages and actors, both languages, all published."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from pages import models

from .actors import ACTORS
from .text import ExamplePage, T, collect_pairs, in_swedish
from .tree import HOME

NAMESPACE = UUID("5b1c8f52-6d5e-4f6b-9b1e-6f0a5f0c2f11")


def load_example() -> bool:
    """Create the example in one transaction; return False, and change nothing, where pages exist."""
    with transaction.atomic():
        if models.HomePage.objects.exists():
            return False
        swedish, english = (Locale.objects.get_or_create(language_code=code)[0] for code in ("sv", "en"))
        home = create_home(swedish)
        create_below(home, HOME.below)
        translate_tree(home, HOME, english)
        for name, group, description, website in ACTORS:
            create_actor(name, str(group), description, website, swedish, english)
    return True


def create_home(locale: Locale) -> models.HomePage:
    """Put the Swedish front page where Wagtail's welcome page stood, and point the site at it."""
    root = Page.get_first_root_node()
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
    root = Page.objects.get(pk=root.pk)
    home: models.HomePage = build_page(HOME)
    home.locale = locale
    root.add_child(instance=home)
    address = urlsplit(settings.SITE_URL)
    Site.objects.all().delete()
    Site.objects.create(
        hostname=address.hostname or "localhost",
        port=address.port or (443 if address.scheme == "https" else 80),
        root_page=home,
        is_default_site=True,
        site_name=HOME.title.sv,
    )
    home.save_revision().publish()
    return home


def create_below(parent: Page, examples: list[ExamplePage]) -> None:
    """Create and publish pages below a page, depth first."""
    for example in examples:
        page = build_page(example)
        parent.add_child(instance=page)
        page.save_revision().publish()
        create_below(page, example.below)


def build_page(example: ExamplePage) -> Any:
    """Return an unsaved Swedish draft of an example page."""
    return getattr(models, example.model)(
        title=example.title.sv,
        slug=example.slug.sv,
        lead=example.lead.sv,
        body=[
            build_block(kind, in_swedish(value), f"{example.slug.sv}/{place}")
            for place, (kind, value) in enumerate(example.body)
        ],
        live=False,
        show_in_menus=True,
        **example.fields,
    )


def build_block(kind: str, value: Any, name: str) -> dict[str, Any]:
    """Return a block as the database keeps it, with an id that is the same on every load."""
    if kind == "list":
        points = [
            {"type": "item", "value": point, "id": str(uuid5(NAMESPACE, f"{name}/{place}"))}
            for place, point in enumerate(value["points"])
        ]
        value = {**value, "points": points}
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE, name))}


def translate_tree(page: Page, example: ExamplePage, english: Locale) -> None:
    """Translate a page and all below it as an editor would, in wagtail-localize, and publish."""
    texts = (example.slug, example.title, example.lead, [value for _kind, value in example.body])
    translate(page.specific, collect_pairs(texts), english)
    for child, below in zip(page.get_children(), example.below, strict=True):
        translate_tree(child, below, english)


def create_actor(name: T, group: str, description: T, website: str, swedish: Locale, english: Locale) -> None:
    """Create an actor, publish it, and translate it."""
    actor = models.Actor(
        name=name.sv, group=group, description=description.sv, website=website, locale=swedish, live=False
    )
    actor.save()
    actor.save_revision().publish()
    actor.refresh_from_db()
    translate(actor, collect_pairs([name, description]), english)


def translate(instance: Any, pairs: dict[str, str], english: Locale) -> None:
    """Give wagtail-localize the English of each Swedish text, and publish the translation.

    Raises KeyError for a text without a translation.
    """
    english_of = {strip_paragraph(sv): strip_paragraph(en) for sv, en in pairs.items()}
    source, _created = TranslationSource.update_or_create_from_instance(instance)
    Translation.objects.get_or_create(source=source, target_locale=english)
    for segment in StringSegment.objects.filter(source=source).select_related("string"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=english,
            context=segment.context,
            defaults={"data": english_of[segment.string.data]},
        )
    translated, _created = source.create_or_update_translation(english, publish=False)
    translated.latest_revision.publish()


def strip_paragraph(html: str) -> str:
    """Return what stands inside the one paragraph of a text, which is what wagtail-localize translates."""
    return html.removeprefix("<p>").removesuffix("</p>")
