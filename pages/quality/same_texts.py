"""A page in another language that was not translated: its texts are still those of the source."""

from collections.abc import Iterator
from html import unescape
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import ngettext
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue

from .findings import Finding, Place, Severity
from .texts import name_texts

SOURCE = settings.LANGUAGE_CODE
LONGEST_NAME = 20  # characters: what is no longer may be a name, which is the same in every language
NO_TEXT = ("slug",)


def check_same_texts(said_of: Any) -> Iterator[Finding]:
    """Yield an error for texts of the source that stand in a page or snippet of another language.

    For what no translation is made of any more, or never was: an enabled one knows what it lacks.
    """
    if getattr(said_of, "locale_id", None) is None or said_of.locale.language_code == SOURCE:
        return
    same = find_same(said_of)
    if same:
        message = ngettext(
            "%(count)d text is still in Swedish: %(texts)s. Translate it; if it is to be the same, start the translation again and say so there.",
            "%(count)d texts are still in Swedish: %(texts)s. Translate them; if one is to be the same, start the translation again and say so there.",
            len(same),
        ) % {"count": len(same), "texts": name_texts(same, said_of)}
        yield Finding("translation", Severity.ERROR, message, Place(same[0][0].split(".")[0]))


def find_same(said_of: Any) -> list[tuple[str, str]]:
    """Return (path, HTML) of each text that is the source's, and that no translator let stand."""
    own = [
        (path, html)
        for path, html in read_texts(said_of)
        if path == "title" or len(as_read(html)) > LONGEST_NAME
    ]
    source = read_source(said_of) if own else set()
    same = [(path, html) for path, html in own if (is_title(path), as_read(html)) in source]
    let_stand = StringTranslation.objects.filter(
        context__object_id=said_of.translation_key, locale_id=said_of.locale_id, has_error=False
    )
    let_stand_texts = {as_read(data) for data in let_stand.values_list("data", flat=True)} if same else set()
    return [(path, html) for path, html in same if as_read(html) not in let_stand_texts]


def read_source(said_of: Any) -> set[tuple[bool, str]]:
    """Return what the source says, publicly and in its draft, and said when it was last to be translated."""
    source = (
        type(said_of)
        .objects.filter(translation_key=said_of.translation_key, locale__language_code=SOURCE)
        .first()
    )
    versions = [source, source.get_latest_revision_as_object()] if source is not None else []
    texts = [text for version in versions for text in read_texts(version)]
    texts += StringSegment.objects.filter(
        source__object_id=said_of.translation_key, source__locale__language_code=SOURCE
    ).values_list("context__path", "string__data")
    return {(is_title(path), as_read(html)) for path, html in texts}


def read_texts(said_of: Any) -> Iterator[tuple[str, str]]:
    """Yield (path, HTML) of each text that has something to translate."""
    for segment in extract_segments(said_of):
        if isinstance(segment, StringSegmentValue) and segment.path not in NO_TEXT and not segment.is_empty():
            yield segment.path, segment.string.data


def is_title(path: str) -> bool:
    return path == "title"


def as_read(html: str) -> str:
    """Return the words of a text, without its tags and with single spaces."""
    return " ".join(unescape(strip_tags(html)).split())
