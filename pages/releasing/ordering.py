"""In which order the parts of a release go out."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from wagtail.models import Page

from pages.models.release import ReleaseItem

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def in_order(items: Iterable[ReleaseItem]) -> list[ReleaseItem]:
    """Return the items sources before translations, what pages name before pages, parents before children."""
    return sorted(items, key=place_of)


def place_of(item: ReleaseItem) -> tuple[int, int, str, int]:
    """Return the sort key; what has been deleted comes last."""
    subject: Any = item.subject
    if subject is None:
        return (len(LANGUAGES), 0, "", item.pk)
    is_page = isinstance(subject, Page)
    return (LANGUAGES.index(item.language), int(is_page), subject.path if is_page else "", item.pk)
