"""What a check has to say of a page, and where on it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """An error keeps the page from being published; a warning is advice."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """A field of the form, and in a field of blocks the outermost block (its id)."""

    field: str
    block: str = ""

    @property
    def anchor(self) -> str:
        """Return the id of the element in Wagtail's edit form that this place has."""
        return f"block-{self.block}-section" if self.block else f"panel-child-content-{self.field}-section"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, in the editor's language."""

    check: str
    severity: Severity
    message: str
    place: Place

    @property
    def stops(self) -> bool:
        """Tell whether the page cannot be published like this."""
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what an object says: its place, the block it is made with, and the value."""

    place: Place


@dataclass(frozen=True, slots=True)
class Heading(Piece):
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Html(Piece):
    """Rich text as the database keeps it."""

    source: str


@dataclass(frozen=True, slots=True)
class Plain(Piece):
    text: str


@dataclass(frozen=True, slots=True)
class Picture(Piece):
    image: Any


@dataclass(frozen=True, slots=True)
class Table(Piece):
    caption: str
    fault: str
