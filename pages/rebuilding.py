"""Finds live objects that the record does not know, and adds them."""

from collections.abc import Iterator

from django.db import transaction
from wagtail.models import Page

from pages.announcing import announce_saved_page, announce_saved_snippet, public_path
from pages.models import Publication
from pages.models.published import PublishedPage
from pages.models.stating import PublishedSnippet


def list_missing() -> list[str]:
    """Return a line for each live object without an open row: language, path or name."""
    pages = [f"{page.locale.language_code} {page.url} {page.title}" for page in find_pages()]
    return pages + [f"{each.locale.language_code} {each.name}" for each in find_snippets()]


def add_missing() -> int:
    """Add their rows, each in its own transaction, sources before translations; return how many."""
    added = 0
    for page in list(find_pages()):
        with transaction.atomic():
            added += announce_saved_page(page, stated=False, rewritten=False) is not None
    for snippet in list(find_snippets()):
        with transaction.atomic():
            added += announce_saved_snippet(snippet, stated=False) is not None
    return added


def find_pages() -> Iterator[PublishedPage]:
    known = read_known()
    for page in Page.objects.live().filter(alias_of=None).order_by("locale", "path").specific():
        is_ours = isinstance(page, PublishedPage)
        if is_ours and (page.translation_key, page.locale.language_code) not in known and public_path(page):
            yield page


def find_snippets() -> Iterator[PublishedSnippet]:
    known = read_known()
    for model in PublishedSnippet.__subclasses__():
        for snippet in model._default_manager.filter(live=True).order_by("locale", "pk"):
            if (snippet.translation_key, snippet.locale.language_code) not in known:
                yield snippet


def read_known() -> set[tuple[object, str]]:
    return set(Publication.objects.open().values_list("key", "locale"))
