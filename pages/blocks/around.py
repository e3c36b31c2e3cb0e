"""What a block may know of the page around it."""

from typing import Any

from django.utils.translation import get_language


def language_of(context: dict[str, Any]) -> str:
    """Return the language of the page that is shown, or the active one outside of a page."""
    page = context.get("page")
    return str(page.locale.language_code) if page is not None else (get_language() or "sv")
