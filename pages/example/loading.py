"""Fills an empty database with the example: pages and snippets, both languages, all published."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from pages import models

from .building import build_page
from .listing import create_snippets
from .text import ExamplePage
from .translating import translate
from .tree import HOME


def load_example() -> bool:
    """Create the example in one transaction; return False, and change nothing, where pages exist."""
    with transaction.atomic():
        if models.HomePage.objects.exists():
            return False
        swedish, english = (Locale.objects.get_or_create(language_code=code)[0] for code in ("sv", "en"))
        create_snippets(swedish, english)
        home = create_home(swedish)
        create_below(home, HOME.below)
        translate_tree(home, HOME, english)
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


def translate_tree(page: Page, example: ExamplePage, english: Locale) -> None:
    """Translate a page and all below it as an editor would, in wagtail-localize, and publish."""
    bodies = [value for _kind, value in example.body]
    translate(page.specific, (example.slug, example.title, example.lead, bodies, example.fields), english)
    for child, below in zip(page.get_children(), example.below, strict=True):
        translate_tree(child, below, english)
