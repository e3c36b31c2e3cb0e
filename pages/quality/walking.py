"""Goes through everything that an object says, in the order in which it is read."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from pages.blocks.heading import HeadingBlock
from pages.blocks.table import TableBlock, find_fault

from .findings import Heading, Html, Picture, Piece, Place, Plain, Table

NOT_READ = frozenset({"change_note"})


def walk(said_of: models.Model) -> Iterator[Piece]:
    """Yield each piece of a page or snippet: its text fields, rich text and fields of blocks."""
    wagtails_own = {field.name for field in Page._meta.get_fields()} if isinstance(said_of, Page) else set()
    for field in said_of._meta.get_fields():
        if field.name in wagtails_own or field.name in NOT_READ:
            continue
        place = Place(field.name)
        if isinstance(field, StreamField):
            for child in getattr(said_of, field.name):
                yield from walk_block(child.block, child.value, Place(field.name, str(child.id or "")))
        elif isinstance(field, RichTextField):
            yield Html(place, getattr(said_of, field.name) or "")
        elif isinstance(field, models.TextField):
            yield Plain(place, getattr(said_of, field.name) or "")


def walk_block(block: blocks.Block, value: Any, place: Place) -> Iterator[Piece]:
    """Yield the pieces of one block and of the blocks in it; an empty one has none."""
    if value is None:
        return
    for kind, read in READERS:
        if isinstance(block, kind):
            yield from read(block, value, place)
            return


def read_heading(_block: Any, value: Any, place: Place) -> Iterator[Piece]:
    yield Heading(place, int(value["level"] or 2), value["text"] or "")


def read_table(_block: Any, value: Any, place: Place) -> Iterator[Piece]:
    table = value["table"]
    if table is None:
        return
    yield Table(place, (table.caption or "").strip(), find_fault(value["headers"], table) or "")
    for row in table.row_data:
        for cell in row["values"]:
            yield Html(place, cell.source)


def read_picture(_block: Any, value: Any, place: Place) -> Iterator[Piece]:
    yield Picture(place, value)


def read_rich_text(_block: Any, value: Any, place: Place) -> Iterator[Piece]:
    yield Html(place, value.source)


def read_text(_block: Any, value: Any, place: Place) -> Iterator[Piece]:
    yield Plain(place, value)


def read_struct(block: Any, value: Any, place: Place) -> Iterator[Piece]:
    for name, child in block.child_blocks.items():
        yield from walk_block(child, value.get(name), place)


def read_list(block: Any, value: Any, place: Place) -> Iterator[Piece]:
    for child in value:
        yield from walk_block(block.child_block, child, place)


def read_stream(_block: Any, value: Any, place: Place) -> Iterator[Piece]:
    for child in value:
        yield from walk_block(child.block, child.value, place)


Reader = Callable[[Any, Any, Place], Iterator[Piece]]
READERS: list[tuple[type[blocks.Block], Reader]] = [
    (HeadingBlock, read_heading),
    (TableBlock, read_table),
    (ImageBlock, read_picture),
    (blocks.RichTextBlock, read_rich_text),
    (blocks.TextBlock, read_text),
    (blocks.StructBlock, read_struct),
    (blocks.ListBlock, read_list),
    (blocks.StreamBlock, read_stream),
]
