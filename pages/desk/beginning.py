"""Begins translations where there are none, and touches nothing that readers see.

wagtail-localize saves what has a translation already anew, when it begins the pages below another
or what an object names: it shows in public what is half translated. Above a page whose parent has
no translation it puts the Swedish pages themselves, live [both tried].
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.operations import TranslationCreator


class OnlyMissing(TranslationCreator):
    """Creates drafts, for one language: of an object, and of what it names."""

    def create_translations(self, instance: Any, include_related_objects: bool = True) -> None:
        if all(lacks(instance, locale) for locale in self.target_locales):
            super().create_translations(instance, include_related_objects)


def lacks(instance: Any, locale: Any) -> bool:
    """Tell whether the object has no translation, and a place for one."""
    found = instance.get_translation_or_none(locale)
    if found is not None and getattr(found, "alias_of_id", None) is None:
        return False
    return not isinstance(instance, Page) or find_untranslated_parent(instance, locale) is None


def find_untranslated_parent(page: Page, locale: Any) -> Page | None:
    """Return the page above if it has no version in that language."""
    above: Page | None = page.get_parent()
    if above is None or above.is_root() or above.has_translation(locale):
        return None
    return above


def begin(instance: Any, locales: Iterable[Any], user: Any, *, with_below: bool) -> None:
    """Begin the translations of an object and, if wanted, of the pages below it, in one transaction."""
    with transaction.atomic():
        for locale in locales:
            creator = OnlyMissing(user, [locale])
            creator.create_translations(instance)
            for page in instance.get_descendants().filter(alias_of=None) if with_below else ():
                creator.create_translations(page)
