"""What differs between two revisions, in words that people read, with the words that differ marked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext

from consent.desk.words import ADAPTER_WORDS, FIELD_WORDS
from consent.models import Service
from consent.registry.comparing import Line

WORD = re.compile(r"\s+|[^\s]+")
SAID_BY_LIFETIME = frozenset({"duration", "seconds"})
LANGUAGES = ("sv", "en")

Part = tuple[bool, str]
"""Some text, and whether it stands on this side alone."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One text or fact, before and after; `language` is empty for what has none."""

    language: str
    before: list[Part]
    after: list[Part]


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a comparison: `what` it is about, and either its differences or that it came or went."""

    what: str
    state: str
    differences: list[Difference]
    facts: list[tuple[str, str, str]]


def show_lines(lines: Iterable[Line]) -> list[Shown]:
    """Return the lines as the desk shows them; `state` is came, went or changed."""
    return [_show(line) for line in lines if line.key not in SAID_BY_LIFETIME]


def mark(before: str, after: str) -> tuple[list[Part], list[Part]]:
    """Return both texts in parts, with the words marked that only one of them has."""
    old, new = WORD.findall(before), WORD.findall(after)
    marked: tuple[list[Part], list[Part]] = [], []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for side, words in zip(marked, (old[a:b], new[c:d]), strict=True):
            if words:
                side.append((kind != "equal", "".join(words)))
    return marked


def say_value(key: str, value: Any) -> str:
    """Return a fact as a sentence or a word in the language of the desk."""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if key == "mode":
        return str(dict(Service.Mode.choices).get(value, value))
    if key == "adapter":
        return str(ADAPTER_WORDS.get(value, value))
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return "" if value is None else str(value)


def _show(line: Line) -> Shown:
    what = _name(line)
    if line.key:
        fact = str(FIELD_WORDS.get(line.key, line.key))
        return Shown(f"{what}: {fact}" if what else fact, "changed", list(_differ(line)), [])
    state = "came" if line.before is None else "went"
    return Shown(what or str(FIELD_WORDS[""]), state, [], list(_describe(line.row)))


def _differ(line: Line) -> Iterator[Difference]:
    if isinstance(line.after, dict):
        before = line.before if isinstance(line.before, dict) else {}
        for language in LANGUAGES:
            old, new = str(before.get(language, "")), str(line.after.get(language, ""))
            if old != new:
                yield Difference(language, *mark(old, new))
        return
    yield Difference("", *mark(say_value(line.key, line.before), say_value(line.key, line.after)))


def _describe(row: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield label, language and text of what a row says, for one that came or went."""
    for key, value in row.items():
        if key not in FIELD_WORDS or (isinstance(value, list) and key != "hosts"):
            continue
        if isinstance(value, dict):
            yield from ((str(FIELD_WORDS[key]), language, str(value[language])) for language in LANGUAGES)
        elif value not in ("", False):
            yield str(FIELD_WORDS[key]), "", say_value(key, value)


def _name(line: Line) -> str:
    """Return which row it is: a service, something stored and where; nothing for the category or the banner."""
    if line.kind == "services":
        return gettext("Service %(name)s") % {"name": line.row["label"]}
    if line.kind != "stored":
        return ""
    said = gettext("Stored item %(name)s") % {"name": line.row["name"]}
    return f"{said} ({line.row['host']})" if line.row["host"] else said
