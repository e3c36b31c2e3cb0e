"""Finds which publication of the source language a translation says in its own."""

import json
from datetime import datetime

from django.conf import settings
from wagtail.models import Revision
from wagtail_localize.models import TranslationSource

from pages.choices import ChangeKind
from pages.publishable import Publishable
from pages.record import Publication
from pages.underway import find_underway

SOURCE = settings.LANGUAGE_CODE


def find_source_publication(translated: Publishable, *, rewritten: bool) -> Publication | None:
    """Return the source's row that this translation was made from; None for a source itself.

    A revision says what the source said when the revision was made, however much later it is
    published; a new picture in the same version of the source belongs to it. `rewritten` means that the texts were written now, without a revision of their own
    yet: wagtail-localize saves a live page before it makes one. Then, and in a joint publication,
    whose drafts are made before their source is public, the texts are those of the source as
    wagtail-localize last read it.
    """
    if translated.locale.language_code == SOURCE:
        return None
    rows = Publication.objects.of(translated.translation_key, SOURCE).exclude(
        kind__in=[ChangeKind.MOVED, ChangeKind.WITHDRAWN]
    )
    made_at = None if rewritten or find_underway() is not None else find_moment(translated)
    if made_at is None:
        revision = synchronised_revision(translated)
    else:
        revision = rows.filter(valid_from__lte=made_at).values_list("revision", flat=True).last()
    made_from: Publication | None = rows.filter(revision=revision).last() if revision is not None else None
    newest: Publication | None = made_from or rows.last()
    return newest


def find_moment(translated: Publishable) -> datetime | None:
    """Return when the public revision was made; None for an object that has none."""
    made = Revision.objects.filter(pk=translated.live_revision_id).values_list("created_at", flat=True)
    moment: datetime | None = made.first()
    return moment


def synchronised_revision(translated: Publishable) -> int | None:
    """Return the source's live revision at the last synchronisation, or None."""
    source = TranslationSource.objects.filter(
        object_id=translated.translation_key, locale__language_code=SOURCE
    ).first()
    if source is None:
        return None
    revision: int | None = json.loads(source.content_json).get("live_revision")
    return revision
