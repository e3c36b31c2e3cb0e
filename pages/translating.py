"""Finds which publication of the source language a translation says in its own."""

import json

from django.conf import settings
from wagtail_localize.models import TranslationSource

from pages.choices import ChangeKind
from pages.publishable import Publishable
from pages.record import Publication

SOURCE = settings.LANGUAGE_CODE


def find_source_publication(translated: Publishable) -> Publication | None:
    """Return the source's row that this translation was made from; None for a source itself.

    wagtail-localize keeps the source as it was when it was last synchronised, live revision
    included. A translation made by hand takes what the source says now.
    """
    if translated.locale.language_code == SOURCE:
        return None
    rows = Publication.objects.of(translated.translation_key, SOURCE).exclude(
        kind__in=[ChangeKind.MOVED, ChangeKind.WITHDRAWN]
    )
    revision = synchronised_revision(translated)
    if revision is not None:
        made_from: Publication | None = rows.filter(revision=revision).last()
        if made_from is not None:
            return made_from
    newest: Publication | None = rows.last()
    return newest


def synchronised_revision(translated: Publishable) -> int | None:
    """Return the source's live revision at the last synchronisation, or None."""
    source = TranslationSource.objects.filter(
        object_id=translated.translation_key, locale__language_code=SOURCE
    ).first()
    if source is None:
        return None
    revision: int | None = json.loads(source.content_json).get("live_revision")
    return revision
