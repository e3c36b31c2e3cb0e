"""Swedish that is easy to read: LIX, and the sentences that make it hard."""

import re
from collections.abc import Iterator

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from .findings import Finding, Html, Piece, Place, Plain, Severity
from .hypertext import find_paragraphs

HARD = 50
FEWEST_WORDS = 100
LONG_WORD = 6
SHOWN = 2
CUT = 120
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+")


def check_readability(pieces: list[Piece]) -> Iterator[Finding]:
    """Yield a warning for a text over 50 LIX, at its longest sentences. A short text is not judged."""
    sentences = [(place, sentence) for place, sentence in list_sentences(pieces) if words_in(sentence)]
    if sum(len(words_in(sentence)) for _place, sentence in sentences) < FEWEST_WORDS:
        return
    lix = count_lix([sentence for _place, sentence in sentences])
    if lix <= HARD:
        return
    hardest = sorted(sentences, key=lambda each: len(words_in(each[1])), reverse=True)[:SHOWN]
    message = _(
        "The text is hard to read: LIX %(lix)s, and up to %(limit)s is good. Begin with the longest sentences: %(sentences)s"
    ) % {
        "lix": round(lix),
        "limit": HARD,
        "sentences": " ".join(f"“{shorten(sentence)}”" for _place, sentence in hardest),
    }
    yield Finding("readability", Severity.WARNING, message, hardest[0][0])


def count_lix(sentences: list[str]) -> float:
    """Return LIX: words per sentence, and the percentage of words of more than six letters.

    LIX = O/M + 100·L/O, with O words, M sentences and L long words. Under 30 is a children's book,
    40 to 50 a newspaper, over 60 an agency's report. C.-H. Björnsson: Läsbarhet, Liber 1968.
    """
    words = [word for sentence in sentences for word in words_in(sentence)]
    if not words:
        return 0.0
    long_words = sum(len(word) > LONG_WORD for word in words)
    return len(words) / len(sentences) + 100 * long_words / len(words)


def list_sentences(pieces: list[Piece]) -> Iterator[tuple[Place, str]]:
    """Yield each sentence of running text; a paragraph and a point end one too."""
    for piece in pieces:
        texts: list[str] = []
        if isinstance(piece, Plain):
            texts = [strip_tags(piece.text)]
        elif isinstance(piece, Html):
            texts = [paragraph.text for paragraph in find_paragraphs(piece.source)]
        for text in texts:
            for sentence in _SENTENCE.split(text):
                yield piece.place, sentence.strip()


def words_in(sentence: str) -> list[str]:
    return _WORD.findall(sentence)


def shorten(sentence: str) -> str:
    return sentence if len(sentence) <= CUT else f"{sentence[:CUT].rsplit(' ', 1)[0]} …"
