"""Writes the gate's documents: each once for what it says, since a few say the same to everybody."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

KEPT = 512


def render(template: str, language: str, context: Mapping[str, Any]) -> str:
    """Return a document in one language. Rendering takes a fifth of the gate's time, so the last 512 are kept."""
    return _render(template, language, tuple(context.items()))


@lru_cache(maxsize=KEPT)
def _render(template: str, language: str, context: tuple[tuple[str, Hashable], ...]) -> str:
    with translation.override(language):
        return render_to_string(template, dict(context))
