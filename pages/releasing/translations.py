"""Drafts of translations: wagtail-localize keeps texts, and a page only when it is published."""

import json
from typing import Any

from django.db.models import F
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, Revision
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

# What changes when a page is saved or published, and is no text of it.
BOOKKEEPING = frozenset(
    {
        "pk", "path", "depth", "numchild", "url_path", "draft_title", "live", "has_unpublished_changes",
        "first_published_at", "last_published_at", "latest_revision", "live_revision",
        "latest_revision_created_at", "locked", "locked_at", "locked_by", "owner", "go_live_at",
        "expire_at", "expired", "content_type", "comments", "wagtail_admin_comments",
        "change_kind", "change_note", "alias_of", "search_description_length",
    }
)  # fmt: skip


def find_translation(subject: Any) -> Translation | None:
    """Return the translation whose texts make this page or object; None for a source, or one written by hand."""
    found: Translation | None = (
        Translation.objects.filter(
            source__object_id=subject.translation_key, target_locale=subject.locale, enabled=True
        )
        .exclude(source__locale=F("target_locale"))
        .select_related("source", "target_locale")
        .first()
    )
    return found


def follow_draft(draft: Any) -> None:
    """Let translators see the texts of this draft; idempotent. `draft` is a source with its newest texts."""
    TranslationSource.update_or_create_from_instance(draft)


def follows(translation: Translation, draft: Any) -> bool:
    """Tell whether the translation was begun from exactly the texts of this draft."""
    known = plain(json.loads(translation.source.content_json))
    return known == plain(json.loads(json.dumps(draft.serializable_data(), default=str)))


def plain(content: dict[str, Any]) -> dict[str, str]:
    """Return the texts of serialised content, comparable; bookkeeping is left out."""
    return {
        name: json.dumps(value, sort_keys=True, default=str)
        for name, value in content.items()
        if name not in BOOKKEEPING
    }


def has_new_texts(translation: Translation, subject: Any) -> bool:
    """Tell whether a text was translated after the translation was last published."""
    published = subject.last_published_at
    if published is None or not subject.live:
        return True
    return bool(
        StringTranslation.objects.filter(
            locale=translation.target_locale,
            context__object_id=translation.source.object_id,
            updated_at__gt=published,
        ).exists()
    )


def draft_translation(translation: Translation, user: Any) -> Revision:
    """Return a new draft of the translated page with the texts as they are now; nothing becomes public.

    `Translation.save_target(publish=False)` would write them into a live page at once [measured].
    Raises MissingTranslationError, MissingRelatedObjectError and ValidationError.
    """
    instance = translation.source.get_ephemeral_translated_instance(translation.target_locale)
    if isinstance(instance, Page):
        slug = slugify(instance.slug)
        instance.slug = find_available_slug(instance.get_parent(), slug, ignore_page_id=instance.pk)
    revision: Revision = instance.save_revision(user=user)
    return revision
