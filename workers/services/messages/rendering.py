"""Renders what a reader sees of a message."""

import re
from dataclasses import dataclass
from typing import Any

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

SUBJECT_LENGTH = 160
# No mail may hold these: control characters but tab and line feed, and halves of surrogate pairs.
UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff]")
MANY_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


@dataclass(frozen=True, slots=True)
class Words:
    """What a reader sees of a message: its language, subject line, text and HTML."""

    language: str
    subject: str
    text: str
    html: str


def render_words(purpose: str, language: str, context: dict[str, Any], token: str) -> Words:
    """Render the three templates of one purpose; the token, if there is one, stands in the link to leave.

    Styles stand in the elements themselves; only those of the dark scheme and of wide screens,
    which cannot, stay in the head.
    """
    leave_url = settings.SITE_URL + reverse("workers:leave", args=[token]) if token else ""
    context = {"leave_url": leave_url, **context}
    folder = f"workers/mail/{purpose}"
    with translation.override(language):
        subject = " ".join(clean(render_to_string(f"{folder}/subject.txt", context)).split())
        text = tidy(clean(render_to_string(f"{folder}/body.txt", context)))
        html = css_inline.inline(
            clean(render_to_string(f"{folder}/body.html", context)),
            load_remote_stylesheets=False,
            keep_at_rules=True,
            minify_css=True,
        )
    return Words(language, shorten(subject), text, html)


def clean(text: str) -> str:
    """Return text that any server and any parser takes: one kind of line end, and nothing unsayable."""
    return UNSAYABLE.sub(replace_unsayable, text.replace("\r\n", "\n").replace("\r", "\n"))


def replace_unsayable(found: re.Match[str]) -> str:
    """A space for what ends a word, nothing for another control character, U+FFFD for half a pair."""
    character = found[0]
    if character.isspace():
        return " "
    return "\N{REPLACEMENT CHARACTER}" if character >= "\ud800" else ""


def tidy(text: str) -> str:
    """Return a text without spaces at the ends of lines, and with at most one empty line between paragraphs."""
    lines = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return MANY_EMPTY_LINES.sub("\n\n", lines).strip("\n") + "\n"


def shorten(subject: str) -> str:
    """Return a subject that no server finds too long."""
    return subject if len(subject) <= SUBJECT_LENGTH else subject[: SUBJECT_LENGTH - 1].rstrip() + "…"
