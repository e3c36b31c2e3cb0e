"""Tells who may import where: those who may write there by hand, where a document can become anything."""

from typing import Any

from wagtail.models import Page
from wagtail_localize.models import Translation

from pages.models.published import PublishedPage

from .page_types import list_types


def may_import_below(parent: Page, user: Any) -> bool:
    """Tell whether the user may add a page here, of a type that a document can become."""
    return bool(parent.permissions_for_user(user).can_add_subpage() and list_types(parent))


def may_import_into(page: Page, user: Any) -> bool:
    """Tell whether the user may edit this page's text now; a translation follows its source instead."""
    if not isinstance(page, PublishedPage) or page.alias_of_id is not None:
        return False
    permissions = page.permissions_for_user(user)
    if not permissions.can_edit() or permissions.page_locked():
        return False
    kept_by_translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    return not kept_by_translation.exists()
