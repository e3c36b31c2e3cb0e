"""Renders what a reader sees of a message."""

from dataclasses import dataclass
from typing import Any

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

SUBJECT_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Words:
    """What a reader sees of a message: its language, subject line, text and HTML."""

    language: str
    subject: str
    text: str
    html: str


def render_words(purpose: str, language: str, context: dict[str, Any], token: str) -> Words:
    """Render the three templates of one purpose; the token, if there is one, stands in the link to leave."""
    leave_url = settings.SITE_URL + reverse("workers:leave", args=[token]) if token else ""
    context = {**context, "leave_url": leave_url}
    folder = f"workers/mail/{purpose}"
    with translation.override(language):
        subject = " ".join(render_to_string(f"{folder}/subject.txt", context).split())
        text = render_to_string(f"{folder}/body.txt", context).strip() + "\n"
        html = css_inline.inline(
            render_to_string(f"{folder}/body.html", context), load_remote_stylesheets=False
        )
    return Words(language, shorten(subject), text, html)


def shorten(subject: str) -> str:
    """Return a subject that no server finds too long."""
    return subject if len(subject) <= SUBJECT_LENGTH else subject[: SUBJECT_LENGTH - 1].rstrip() + "…"
