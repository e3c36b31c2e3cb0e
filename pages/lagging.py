"""Tells readers of a translation that its source has changed since."""

from datetime import datetime

from django.conf import settings

from pages.choices import ChangeKind
from pages.publishable import Publishable
from pages.record import Publication
from pages.translating import find_moment

SOURCE = settings.LANGUAGE_CODE


def read_later_change(translated: Publishable) -> datetime | None:
    """Return when the source last changed after what this translation says, in UTC; None when it did not.

    A correction does not count, nor does a source that is not public any more. At most two queries.
    """
    locale = translated.locale.language_code
    if locale == SOURCE:
        return None
    rows = list(
        Publication.objects.filter(key=translated.translation_key, locale__in=(SOURCE, locale))
        .exclude(kind=ChangeKind.MOVED)
        .order_by("pk")
        .values_list("locale", "change", "kind", "valid_from")
    )
    translated_changes = {change for language, change, _kind, _at in rows if language == locale}
    later: datetime | None = None
    for language, change, kind, at in rows:
        if language == SOURCE:
            if change in translated_changes or kind == ChangeKind.WITHDRAWN:
                later = None
            elif kind != ChangeKind.CORRECTION:
                later = at
    made_at = find_moment(translated) if later is not None else None
    return None if made_at is not None and later is not None and made_at >= later else later
