"""Tells which page types a document can become: those that need no more than a title and a code."""

from typing import Any

from wagtail.models import Page

from pages.models.published import PublishedPage


def list_types(parent: Page) -> list[type[PublishedPage]]:
    """Return the page types that may be created below a page from a document, by their names."""
    allowed = [
        model
        for model in type(parent.specific).creatable_subpage_models()
        if issubclass(model, PublishedPage) and not demands_more(model) and model.can_create_at(parent)
    ]
    return sorted(allowed, key=lambda model: str(model._meta.verbose_name))


def demands_more(model: type[PublishedPage]) -> bool:
    """Tell whether a draft of this type cannot be saved with title, code and text alone."""
    return any(
        not field.blank and not field.has_default() and field.name not in ("title", "slug", "code")
        for field in list_own_fields(model)
    )


def has_code(model: type[PublishedPage]) -> bool:
    """Tell whether people name pages of this type by a code."""
    return any(field.name == "code" for field in list_own_fields(model))


def list_own_fields(model: type[PublishedPage]) -> list[Any]:
    """Return the fields that an editor fills in, without Wagtail's own."""
    own = {field.name for field in Page._meta.get_fields()} - {"title", "slug"}
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable and field.name not in own | {"page_ptr"}
    ]
