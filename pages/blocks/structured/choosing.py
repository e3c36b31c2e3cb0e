"""Choosers that name an object for every language at once."""

from typing import Any

from wagtail.blocks import PageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.references import refer


class SameInEveryLanguage:
    """A chosen object stays the same in a translation; readers see it in their own language.

    wagtail-localize would else ask for a translated row and fail where there is none.
    """

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, str] | None:
        return refer(value)


class KeyChooserBlock(SameInEveryLanguage, SnippetChooserBlock):
    """Chooses an actor, an indicator or a group."""


class PageKeyChooserBlock(SameInEveryLanguage, PageChooserBlock):
    """Chooses a page of the plan."""
