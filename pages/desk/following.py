"""Lets translators see what has changed, as soon as it is public in Swedish."""

import json
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import TranslatableMixin
from wagtail.signals import page_published, published
from wagtail_localize.models import TranslationSource

SOURCE = settings.LANGUAGE_CODE


def connect() -> None:
    """Connect the handlers; called once, when the app is ready."""
    page_published.connect(follow, dispatch_uid="follow_page")
    published.connect(follow, dispatch_uid="follow_object")


def follow(instance: Any, **_: Any) -> None:
    """Read the texts of what was just published anew, where somebody translates it.

    Idempotent. What is only scheduled is not public yet, and is left for later.
    """
    if not isinstance(instance, TranslatableMixin) or not getattr(instance, "live", False):
        return
    if instance.locale.language_code != SOURCE:
        return
    source = TranslationSource.objects.filter(
        object_id=instance.translation_key, locale_id=instance.locale_id
    ).first()
    if source is None or not source.translations.filter(enabled=True).exists():
        return
    if json.loads(source.content_json).get("live_revision") != instance.live_revision_id:
        with transaction.atomic():
            source.update_from_db()
