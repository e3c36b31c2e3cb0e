"""A translation that lacks texts would show readers the other language in their place."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from wagtail_localize.models import RelatedObjectSegment, StringSegment, StringTranslation, Translation

from .findings import Finding, Place, Severity
from .same_texts import check_same_texts
from .texts import name_texts

BLANK = r"^\s*$"


def check_translated(said_of: models.Model) -> Iterator[Finding]:
    """Yield an error for a translation some of whose texts, or of what it names, have no translation."""
    translation = find_translation(said_of)
    if translation is None:
        yield from check_same_texts(said_of)
        return
    missing = list(find_untranslated(translation))
    if missing:
        total = StringSegment.objects.filter(source=translation.source_id).count()
        texts = [(segment.context.path, segment.string.data) for segment in missing]
        message = _("%(missing)d of %(total)d texts have no translation yet: %(texts)s.") % {
            "missing": len(missing),
            "total": total,
            "texts": name_texts(texts, said_of),
        }
        yield Finding("translation", Severity.ERROR, message, Place(missing[0].context.path.split(".")[0]))
    for title, field in find_unnamed(translation):
        message = _("“%(title)s” has no version in this language yet. Translate it first.") % {"title": title}
        yield Finding("translation", Severity.ERROR, message, Place(field))


def find_translation(said_of: Any) -> Translation | None:
    """Return the translation that the object is made from; None for a source, or what is written by hand."""
    found: Translation | None = (
        Translation.objects.filter(
            source__object_id=said_of.translation_key, target_locale_id=said_of.locale_id, enabled=True
        ).first()
        if hasattr(said_of, "translation_key")
        else None
    )
    return found


def find_untranslated(translation: Translation) -> Iterator[Any]:
    """Yield the texts without a valid translation, in the order of the page. A blank one is none."""
    valid = StringTranslation.objects.filter(
        translation_of=OuterRef("string_id"),
        context=OuterRef("context_id"),
        locale_id=translation.target_locale_id,
        has_error=False,
    ).exclude(data__regex=BLANK)
    segments = StringSegment.objects.filter(source=translation.source_id).exclude(Exists(valid))
    yield from segments.select_related("string", "context").order_by("order")


def find_unnamed(translation: Translation) -> Iterator[tuple[str, str]]:
    """Yield (title, field) of everything that the source names and that lacks this language."""
    segments = RelatedObjectSegment.objects.filter(source=translation.source_id)
    for segment in segments.select_related("object", "context", "source__locale"):
        if not segment.object.has_translation(translation.target_locale):
            named = segment.object.get_instance_or_none(segment.source.locale)
            yield str(named), segment.context.path.split(".")[0]
