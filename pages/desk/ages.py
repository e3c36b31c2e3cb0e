"""How old a translation is: translated, so many of its texts behind, or missing."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation

from pages.choices import ChangeKind
from pages.record import Publication

SOURCE = settings.LANGUAGE_CODE
TARGET = "en"


class Age(StrEnum):
    """What a translator has to do, the most first."""

    MISSING = "missing"
    STALE = "stale"
    WAITING = "waiting"
    CURRENT = "current"


AGES = [
    (Age.MISSING.value, gettext_lazy("No English version")),
    (Age.STALE.value, gettext_lazy("Texts to translate")),
    (Age.WAITING.value, gettext_lazy("Translated, not published")),
    (Age.CURRENT.value, gettext_lazy("Translated")),
]


@dataclass(frozen=True, slots=True)
class TranslationAge:
    """The state of one page's translation; `stale` of `total` texts have no valid translation."""

    age: Age
    stale: int
    total: int
    page: int | None

    def __str__(self) -> str:
        if self.age == Age.STALE:
            return _("%(stale)d of %(total)d texts to translate") % {"stale": self.stale, "total": self.total}
        return str(dict(AGES)[self.age.value])


def with_ages(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate Swedish or English pages with all that `age_of` reads; no further queries.

    The texts are those of wagtail-localize's source, which follows what is published in Swedish.
    A translation is waiting when all its texts are there and the public one is older than the
    Swedish: one was taken away, or it has not been published since.
    """
    same = Q(translation_key=OuterRef("translation_key"))
    translated = Page.objects.filter(same, locale__language_code=TARGET, alias_of=None).order_by("pk")
    said = Publication.objects.filter(key=OuterRef("translation_key"), locale=SOURCE).order_by("-pk")
    said = said.exclude(kind__in=[ChangeKind.MOVED, ChangeKind.WITHDRAWN])
    texts = StringSegment.objects.filter(
        source__object_id=OuterRef("translation_key"), source__locale__language_code=SOURCE
    )
    changes = Publication.objects.filter(
        key=OuterRef("translation_key"), locale=TARGET, change=OuterRef("source_change")
    )
    annotated: QuerySet[Any] = pages.annotate(
        translated_page=Subquery(translated.values("pk")[:1]),
        translated_live=Exists(translated.filter(live=True)),
        translated_at=Subquery(translated.values("live_revision__created_at")[:1]),
        source_said_at=Subquery(said.values("valid_from")[:1]),
        source_change=Subquery(said.values("change")[:1]),
        texts=count(texts),
        texts_translated=count(texts.filter(Exists(translation_of_segment()))),
    ).annotate(change_translated=Exists(changes))
    return annotated


def translation_of_segment() -> QuerySet[Any]:
    """Return the valid translation of the segment around; an empty one would show the Swedish text."""
    found: QuerySet[Any] = StringTranslation.objects.filter(
        translation_of=OuterRef("string_id"),
        context=OuterRef("context_id"),
        locale__language_code=TARGET,
        has_error=False,
    ).exclude(data="")
    return found


def count(segments: QuerySet[Any]) -> Coalesce:
    counted = segments.order_by().values("source__object_id").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def only_of_age(pages: QuerySet[Any], age: Age) -> QuerySet[Any]:
    """Return those of the annotated pages that are of one age."""
    stale = Q(texts_translated__lt=F("texts"))
    behind = Q(translated_live=False) | Q(change_translated=False, source_said_at__gt=F("translated_at"))
    chosen = {
        Age.MISSING: Q(translated_page=None),
        Age.STALE: Q(translated_page__isnull=False) & stale,
        Age.WAITING: Q(translated_page__isnull=False) & ~stale & behind,
        Age.CURRENT: Q(translated_page__isnull=False) & ~stale & ~behind,
    }
    return pages.filter(chosen[age])


def age_of(page: Any) -> TranslationAge:
    """Return the age of an annotated page's translation."""
    stale = page.texts - page.texts_translated
    age = Age.CURRENT
    if page.translated_page is None:
        age = Age.MISSING
    elif stale:
        age = Age.STALE
    elif not page.translated_live or is_behind(page):
        age = Age.WAITING
    return TranslationAge(age, stale, page.texts, page.translated_page)


def is_behind(page: Any) -> bool:
    if page.change_translated:
        return False
    said, translated = page.source_said_at, page.translated_at
    return said is not None and translated is not None and bool(said > translated)
