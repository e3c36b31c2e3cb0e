"""Reads a list of contact persons: UTF-8, comma or semicolon, a header of eight columns."""

import csv
import io
from collections.abc import Iterator

from workers.services.contacts.findings import COLUMNS, ROW, Finding, Row, Unreadable

OCTETS = 10_000_000
ROWS = 20_000
CELL_LENGTH = 2_000
SEPARATORS = {"sep=;": ";", "sep=,": ","}
OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")
# A mark of quotation that is never closed takes in the rest of the file; what is merely long is told at
# its cell. What the module allows by itself, 131 072 characters, cannot tell the two apart.
csv.field_size_limit(OCTETS)
INVISIBLE = "\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}"


def read_rows(data: bytes) -> list[Row]:
    """Return the rows of a file with the errors in their form. Raises `Unreadable`.

    Empty lines are left out. A cell that begins with =, +, - or @ is what it says: a list is data.
    """
    text = decode(data)
    first, _, rest = text.partition("\n")
    separator = SEPARATORS.get(first.strip().strip('"').lower(), "")
    skipped = 1 if separator else 0
    records = read_records(rest if skipped else text, separator or find_separator(text), skipped)
    line, header = next(records, (0, []))
    names = read_header(line, header)
    rows: list[Row] = []
    for line, cells in records:
        if len(rows) == ROWS:
            raise Unreadable("long", line)
        rows.append(read_row(line, names, cells))
    if not rows:
        raise Unreadable("no_rows")
    return rows


def decode(data: bytes) -> str:
    """Return the text with line feeds alone, without a byte order mark. Raises `Unreadable`."""
    if len(data) > OCTETS:
        raise Unreadable("large")
    if data.startswith(OTHER_ENCODINGS):
        raise Unreadable("utf16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        raise Unreadable("encoding", count_lines(before)) from error
    if not text.strip():
        raise Unreadable("empty")
    if "\0" in text:
        raise Unreadable("nul", count_lines(text[: text.index("\0")]))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def count_lines(before: str) -> int:
    """Return the number of the line that begins or goes on after this text."""
    return before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def find_separator(text: str) -> str:
    """Return what parts the names of the header. Raises `Unreadable` when it is neither of the two."""
    header = next(line for line in text.split("\n") if line.strip())
    commas, semicolons = header.count(","), header.count(";")
    if not commas and not semicolons:
        raise Unreadable("separator", 1)
    return ";" if semicolons > commas else ","


def read_records(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not empty, with the line on which it begins. Raises `Unreadable`."""
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1 + skipped
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable("quotes", line) from error
        cells = [cell.strip(INVISIBLE).strip() for cell in record]
        if any(cells):
            yield line, cells


def read_header(line: int, header: list[str]) -> list[str]:
    """Return the names of the columns in the order of the file, without empty ones at the end.

    Raises `Unreadable`.
    """
    names = [name.lower() for name in header]
    while names and not names[-1]:
        names.pop()
    if not set(names) & set(COLUMNS):
        raise Unreadable("no_header", line)
    for code, wrong in (
        ("repeated", {name for name in names if name and names.count(name) > 1}),
        ("unknown", set(names) - set(COLUMNS)),
        ("missing", set(COLUMNS) - set(names)),
    ):
        if wrong:
            known = [name for name in COLUMNS if name in wrong]
            raise Unreadable(code, line, known + sorted(wrong - set(known)))
    return names


def read_row(line: int, names: list[str], cells: list[str]) -> Row:
    """Return one row; cells too few or too many are an error of the whole row."""
    while len(cells) > len(names) and not cells[-1]:
        cells = cells[:-1]
    found = dict(zip(names, cells, strict=False))
    row = Row(line, {name: found.get(name, "")[:CELL_LENGTH] for name in COLUMNS})
    if len(cells) != len(names):
        row.findings.append(Finding(ROW, "cells", len(cells)))
    for name, cell in found.items():
        if len(cell) > CELL_LENGTH:
            row.findings.append(Finding(name, "long", CELL_LENGTH))
        if not all(sign.isprintable() or sign == "\N{NO-BREAK SPACE}" for sign in cell):
            row.findings.append(Finding(name, "unprintable"))
    return row
