"""What is wrong with a list of contact persons, before anybody has put it into words."""

from dataclasses import dataclass, field

COLUMNS = ("organisation", "group", "municipality", "name", "email", "language", "scope", "frequency")
ROW = ""
"""The column of an error that concerns the whole row."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One error: in which column, which one, and the number that belongs to it (a line, a count)."""

    column: str
    code: str
    number: int = 0


class Unreadable(ValueError):
    """The file cannot be read as a list at all; nothing in it was taken.

    `line` is the line of the file, 0 when it is about the whole; `names` are names of columns.
    """

    def __init__(self, code: str, line: int = 0, names: list[str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.names = names or []


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was written: the line on which it begins, its cells by column, and its errors."""

    line: int
    cells: dict[str, str]
    findings: list[Finding] = field(default_factory=list)
