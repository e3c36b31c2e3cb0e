"""What an import leaves behind, carries otherwise, or leaves for the editor to complete."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

EXCERPT = 80


class Kind(StrEnum):
    """One sort of thing that an editor is told of. The value is stored in the log."""

    COMMENTS = "comments"
    OBJECTS = "objects"
    DRAWINGS = "drawings"
    EQUATIONS = "equations"
    HEADERS = "headers"
    CONTENTS = "contents"
    LOST_TEXT_BOXES = "lost_text_boxes"
    SYMBOLS = "symbols"
    UNREADABLE_PICTURES = "unreadable_pictures"
    OUTSIDE_PICTURES = "outside_pictures"
    FORBIDDEN_PICTURES = "forbidden_pictures"
    HTML = "html"
    FRONT_MATTER = "front_matter"
    RULES = "rules"

    INSERTIONS = "insertions"
    DELETIONS = "deletions"
    TEXT_BOXES = "text_boxes"
    FORM_FIELDS = "form_fields"
    NOTES = "notes"
    MERGED_CELLS = "merged_cells"
    NESTED_TABLES = "nested_tables"
    LAYOUT_TABLES = "layout_tables"
    WIDE_TABLES = "wide_tables"
    NESTED_LISTS = "nested_lists"
    MOVED_PICTURES = "moved_pictures"
    DEEP_HEADINGS = "deep_headings"
    LONG_HEADINGS = "long_headings"
    KEPT_TITLE = "kept_title"
    DROPPED_LINKS = "dropped_links"
    INNER_LINKS = "inner_links"
    STRUCK = "struck"
    RAISED = "raised"
    CODE = "code"

    MISSING_ALT = "missing_alt"
    MACHINE_ALT = "machine_alt"
    MISSING_CAPTIONS = "missing_captions"
    MISSING_HEADERS = "missing_headers"
    BOLD_HEADINGS = "bold_headings"
    TITLE_FROM_FILE = "title_from_file"
    SHORT_TITLE = "short_title"


@dataclass(frozen=True)
class Place:
    """Where something stood: below which heading (empty: at the beginning), and the words there."""

    under: str
    words: str


@dataclass
class Findings:
    """A list of places for each kind; `under` is the heading that the reader of the document has reached."""

    places: dict[Kind, list[Place]] = field(default_factory=dict)
    under: str = ""

    def add(self, kind: Kind, words: str = "") -> None:
        self.places.setdefault(kind, []).append(Place(self.under, shorten(words)))

    def dump(self) -> dict[str, list[list[str]]]:
        """Return `{kind: [[under, words], …]}` as the log keeps it."""
        return {
            kind.value: [[place.under, place.words] for place in found] for kind, found in self.places.items()
        }


def load(stored: Mapping[str, Iterable[Any]]) -> dict[Kind, list[Place]]:
    """Return what `dump()` has written; kinds that are no more are left out."""
    known = {kind.value for kind in Kind}
    return {Kind(name): [Place(*each) for each in places] for name, places in stored.items() if name in known}


def shorten(words: str) -> str:
    """Return words on one line, cut where they get long."""
    line = " ".join(words.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1].rstrip() + "…"
