"""What visitors read, as the desk shows it: of the draft, or of a revision, in the public pages' own words."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from consent.api import choose_language

LANGUAGES = ("sv", "en")


def preview_both(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the content of a revision in each language, with its code. No query."""
    return [(language, preview(content, language)) for language in LANGUAGES]


def preview(content: Mapping[str, Any], language: str) -> str:
    """Return the banner and the settings page's texts in one language, headings and all."""
    with translation.override(language):
        context = choose_language(dict(content), language)
        return render_to_string("consent/desk/content.html", {**context, "language": language})
