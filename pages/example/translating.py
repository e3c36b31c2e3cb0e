"""Translates the example as an editor would."""

from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from .text import collect_pairs


def translate(instance: Any, texts: Any, english: Locale) -> None:
    """Give wagtail-localize the English of each Swedish text, and publish the translation.

    `texts` holds every `T` of the object. Raises KeyError for a text without a translation.
    """
    english_of = {strip_paragraph(sv): strip_paragraph(en) for sv, en in collect_pairs(texts).items()}
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
