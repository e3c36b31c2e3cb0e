"""Finds the drafts that a release can be made of, both languages side by side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Max, OuterRef, Q, Subquery, prefetch_related_objects
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import StringTranslation, Translation

from pages.codes import natural_order
from pages.models.published import PublishedPage
from pages.models.release import Release, ReleaseItem
from pages.models.stating import PublishedSnippet

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(slots=True)
class Choice:
    """One object in one language. `value` is what the form sends, `elsewhere` the release that it is in already."""

    value: str
    subject: Any
    is_new: bool
    is_chosen: bool = False
    elsewhere: Release | None = None


@dataclass(slots=True)
class Row:
    """One object with its choices by language; a language without a draft or translation is left out."""

    title: str
    type: str
    order: tuple[Any, ...]
    choices: dict[str, Choice] = field(default_factory=dict)

    @property
    def cells(self) -> list[Choice | None]:
        """The choice of each language in the site's order, None where there is nothing to choose."""
        return [self.choices.get(code) for code in LANGUAGES]


def list_choices(release: Release, user: Any) -> list[Row]:
    """Return a row for everything with a draft that this user may edit, and for what is chosen already.

    Rows are in the order of the plan: types as they stand in the tree, codes as people count.
    """
    chosen = {value_of(item): item for item in release.items.prefetch_related("content_object")}
    elsewhere = {
        value_of(item): item.release
        for item in ReleaseItem.objects.filter(release__in=Release.objects.unpublished())
        .exclude(release=release)
        .select_related("release")
    }
    subjects = {value_for(subject): subject for subject in find_subjects() if may_edit(user, subject)} | {
        value: item.subject for value, item in chosen.items() if item.subject is not None
    }
    rows: dict[UUID, Row] = {}
    for value, subject in subjects.items():
        row = rows.setdefault(subject.translation_key, describe(subject))
        language = subject.locale.language_code
        if language == LANGUAGES[0]:
            row.title, row.order = describe(subject).title, describe(subject).order
        row.choices[language] = Choice(
            value, subject, not subject.live, value in chosen, elsewhere.get(value)
        )
    return sorted(rows.values(), key=lambda row: row.order)


def choose(release: Release, values: Iterable[str], user: Any) -> None:
    """Make these, of what can be chosen, the parts of the release. Values that name nothing are passed over."""
    wanted = set(values)
    choices = {choice.value: choice for row in list_choices(release, user) for choice in row.choices.values()}
    for item in release.items.all():
        if value_of(item) not in wanted:
            item.delete()
    for value in sorted(wanted & choices.keys()):
        choice = choices[value]
        if not choice.is_chosen and choice.elsewhere is None:
            add(release, choice.subject)


def add(release: Release, subject: Any) -> ReleaseItem:
    """Put one object into the release; idempotent."""
    item, _created = ReleaseItem.objects.get_or_create(
        release=release,
        content_type=ContentType.objects.get_for_model(subject),
        object_id=subject.pk,
        defaults={"title": title_of(subject)[:255], "language": subject.locale.language_code},
    )
    return item


def find_subjects() -> Iterator[Any]:
    """Yield what has a draft, and every translation that has new texts or whose source has a draft."""
    drafts = [*find_draft_pages(), *find_draft_snippets()]
    yield from drafts
    keys = {subject.translation_key for subject in drafts}
    translations = list(find_translations(keys))
    wanted = Q(pk__in=[])
    for translation in translations:
        wanted |= Q(translation_key=translation.source.object_id, locale=translation.target_locale)
    yield from pages_of(Page.objects.filter(wanted))
    for model in PublishedSnippet.__subclasses__():
        yield from model._default_manager.filter(wanted).select_related("locale")


def find_draft_pages() -> Iterator[Any]:
    yield from pages_of(Page.objects.filter(Q(has_unpublished_changes=True) | Q(live=False)))


def pages_of(pages: Any) -> Iterator[Any]:
    """Yield the pages of the plan among these, specific, with their languages."""
    found = [
        page
        for page in pages.filter(depth__gt=1, alias_of=None).specific()
        if isinstance(page, PublishedPage)
    ]
    prefetch_related_objects(found, "locale")
    yield from found


def find_draft_snippets() -> Iterator[Any]:
    for model in PublishedSnippet.__subclasses__():
        drafts = model._default_manager.filter(Q(has_unpublished_changes=True) | Q(live=False))
        yield from drafts.select_related("locale")


def find_translations(keys: set[UUID]) -> Iterable[Translation]:
    """Return the translations of these keys, and those with a text newer than their last publication. One query."""
    texts = StringTranslation.objects.filter(
        locale=OuterRef("target_locale"), context__object_id=OuterRef("source__object_id")
    )
    newest = texts.values("locale").annotate(at=Max("updated_at")).values("at")
    published = Page.objects.filter(
        translation_key=OuterRef("source__object_id"), locale=OuterRef("target_locale")
    ).values("last_published_at")
    translations: Iterable[Translation] = (
        Translation.objects.filter(enabled=True)
        .annotate(newest_text=Subquery(newest), published=Subquery(published[:1]))
        .filter(Q(source__object_id__in=keys) | Q(newest_text__gt=F("published")))
        .select_related("source")
    )
    return translations


def may_edit(user: Any, subject: Any) -> bool:
    allowed: bool = policy_registry.get(subject).user_has_permission_for_instance(user, "change", subject)
    return allowed


def describe(subject: Any) -> Row:
    """Return the row of an object without its choices: pages by type and code, then what is no page."""
    is_page = isinstance(subject, Page)
    order = (not is_page, subject.depth if is_page else 0, natural_order(subject.shown_code), str(subject))
    return Row(title_of(subject), str(subject._meta.verbose_name), order)


def title_of(subject: Any) -> str:
    """Return the name that the desk shows: the draft's title, with its code."""
    name = subject.get_admin_display_title() if isinstance(subject, Page) else str(subject)
    return str(name)


def value_for(subject: Any) -> str:
    return f"{ContentType.objects.get_for_model(subject).pk}-{subject.pk}"


def value_of(item: ReleaseItem) -> str:
    return f"{item.content_type_id}-{item.object_id}"
