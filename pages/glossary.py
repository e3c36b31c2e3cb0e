"""Explains a term where readers first meet it on a page, without a script."""

import re
from functools import cached_property
from html import escape
from typing import Any

import snowballstemmer
from django.utils.html import format_html

from pages.reading import list_terms

_TAG = re.compile(r'(<[^>"]*(?:"[^"]*"[^>"]*)*>)')
_NAME = re.compile(r"<(/?)([a-z0-9]+)")
RUNNING = {"p", "li", "ul", "ol"}
VOID = {"br"}
STEMMERS = {"sv": "swedish", "en": "english"}
INFLECTED = 5


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
    def stems(self) -> dict[str, str]:
        """The term of each stem, and of each word that is somebody else's stem: insatsen, insats.

        A short word is explained in its own form alone: too many others begin like it.
        """
        long = [word for word in self.terms if len(word.split(" ")[-1]) >= INFLECTED]
        return {self.stem(word): word for word in long} | {word: word for word in long}

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Whatever begins as one of the terms; a phrase goes before its parts. None without terms.

        `explain` looks whether its ending is one of that word's.
        """
        begun = sorted({*self.terms, *self.stems}, key=len, reverse=True)
        any_of_them = "|".join(map(re.escape, begun))
        return (
            re.compile(rf"(?<![\w&-])(?:{any_of_them})\w{{0,6}}(?![\w-])", re.IGNORECASE) if begun else None
        )

    def find_term(self, found: str) -> str | None:
        """Return the term that a word of the text is a form of, or None."""
        word = found.lower()
        return word if word in self.terms else self.stems.get(self.stem(word))

    def stem(self, word: str) -> str:
        """Return a word or a phrase without the ending of its last word (Snowball)."""
        *before, last = word.split(" ")
        return " ".join([*before, self.stemmer.stemWord(last)])

    @cached_property
    def stemmer(self) -> Any:
        return snowballstemmer.stemmer(STEMMERS[self.locale])

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
        key = self.find_term(found[0])
        if key is None or key in self.explained:
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
