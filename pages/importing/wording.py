"""Says to the editor what came along and what did not, in the language of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .findings import Kind, Place
from .sentences import CAME_ALONG, CARRIED_OTHERWISE, LEFT_BEHIND, TO_COMPLETE

SHOWN: Final = 8


@dataclass(frozen=True)
class Line:
    """A sentence with its count, and where each stood."""

    sentence: str
    places: list[str]


@dataclass(frozen=True)
class Section:
    """Lines under one heading, never empty; `mark` names what the heading looks like."""

    mark: str
    heading: str
    lines: list[Line]


def describe_counts(counts: Mapping[str, int]) -> list[str]:
    """Return “3 headings” and the like for each kind of block that came along."""
    return [str(CAME_ALONG[kind] % {"count": counts[kind]}) for kind in CAME_ALONG if counts.get(kind)]


def describe_findings(findings: Mapping[Kind, list[Place]]) -> list[Section]:
    """Return what the editor has to do first, then what is gone, then what looks different."""
    sections = [
        ("todo", _("For you to complete"), TO_COMPLETE),
        ("lost", _("Left behind"), LEFT_BEHIND),
        ("other", _("Carried over in another form"), CARRIED_OTHERWISE),
    ]
    described = [
        Section(
            mark,
            heading,
            [describe(sentences[kind], findings[kind]) for kind in sentences if kind in findings],
        )
        for mark, heading, sentences in sections
    ]
    return [section for section in described if section.lines]


def describe(sentence: Any, places: list[Place]) -> Line:
    """Return the sentence and its places, the first of them when they are many."""
    shown = [text for text in map(describe_place, places[:SHOWN]) if text]
    more = len(places) - SHOWN
    if more > 0:
        shown.append(ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more})
    return Line(str(sentence % {"count": len(places)}), shown)


def describe_place(place: Place) -> str:
    """Return where something stood and the words there; empty when neither is known."""
    if place.under and place.words not in ("", place.under):
        return _("Under “%(heading)s”: %(words)s") % {"heading": place.under, "words": place.words}
    if place.under:
        return _("Under “%(heading)s”") % {"heading": place.under}
    return place.words
