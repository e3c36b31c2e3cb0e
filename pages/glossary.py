"""Explains a term where readers first meet it on a page, without a script."""

import re
from functools import cached_property
from html import escape

from django.utils.html import format_html

from pages.reading import list_terms

_TAG = re.compile(r'(<[^>"]*(?:"[^"]*"[^>"]*)*>)')
_NAME = re.compile(r"<(/?)([a-z0-9]+)")
RUNNING = {"p", "li", "ul", "ol"}
VOID = {"br"}


class Glossary:
    """The terms of one language, and which of them a page has explained already.

    One object for each showing of a page: the first occurrence of a word becomes a button that
    opens its explanation (a popover of the browser's own), those that follow stay plain. One
    query, and none on a page without running text.
    """

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.explained: set[str] = set()

    @cached_property
    def terms(self) -> dict[str, tuple[str, str]]:
        """The (word, explanation) of each term, by its word in lower case as HTML shows it."""
        return {escape(word, quote=False).lower(): (word, text) for word, text in list_terms(self.locale)}

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Any of the words as a whole word; a phrase goes before its parts. None without terms."""
        words = sorted(self.terms, key=len, reverse=True)
        any_of_them = "|".join(map(re.escape, words))
        return re.compile(rf"(?<![\w&-])(?:{any_of_them})(?![\w-])", re.IGNORECASE) if words else None

    def mark_up(self, html: str) -> str:
        """Return clean HTML with the terms explained that stand in running text.

        Words within a link or within emphasis are left alone.
        """
        if self.pattern is None:
            return html
        within: list[str] = []
        pieces = []
        for piece in _TAG.split(html):
            tag = _NAME.match(piece)
            if tag is None:
                pieces.append(piece if set(within) - RUNNING else self.pattern.sub(self.explain, piece))
                continue
            pieces.append(piece)
            if tag[1] and within:
                within.pop()
            elif not tag[1] and tag[2] not in VOID:
                within.append(tag[2])
        return "".join(pieces)

    def explain(self, found: re.Match[str]) -> str:
        """Return the button and the explanation of a word, or the word alone the second time."""
        key = found[0].lower()
        if key in self.explained or key not in self.terms:
            return found[0]
        self.explained.add(key)
        word, explanation = self.terms[key]
        return format_html(
            '<button class="term" type="button" popovertarget="{0}">{1}</button>'
            '<span class="explanation" id="{0}" popover><strong>{2}</strong> {3}</span>',
            f"term-{len(self.explained)}",
            unescaped(found[0]),
            word,
            explanation,
        )


def unescaped(text: str) -> str:
    """Return the plain text of a word found in HTML, so that it is escaped once and not twice."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
