"""Reads the change log out of the publication record, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from pages.models.release import Release
from pages.reading import read_paths
from pages.record import Publication, PublicationQuerySet

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One publication in the log; `path` is where it stands now, empty when nowhere."""

    title: str
    kind: str
    kind_label: str
    note: str
    path: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the log: a publication, or all those of a release. `id` never changes, `at` is aware.

    `lines` is empty for a publication that stands alone; then title, kind and path are its own.
    """

    id: UUID
    at: datetime
    title: str
    kind: str
    kind_label: str
    note: str
    path: str
    lines: list[Line] = field(default_factory=list)

    @property
    def month(self) -> str:
        """The month in words, where the readers are: "november 2026"."""
        return date_format(localtime(self.at), "YEAR_MONTH_FORMAT")


def read_changes(language: str, page: int = 1) -> tuple[list[Change], bool]:
    """Return one page of the log, newest first, and whether there is an older one. At most four queries.

    All publications of that language are in it but corrections and what moved with its parent.
    """
    first = (page - 1) * PAGE_SIZE
    heads = list(find_heads(language)[first : first + PAGE_SIZE + 1])
    shown = heads[:PAGE_SIZE]
    releases = {row.release for row in shown if row.release is not None}
    members = read_members(language, releases) if releases else {}
    texts = {each.key: each for each in Release.objects.filter(key__in=releases)} if releases else {}
    rows = [*shown, *(row for group in members.values() for row in group)]
    paths = read_paths({row.key for row in rows}, language)
    changes = [
        describe_release(texts.get(row.release), members[row.release], paths)
        if row.release is not None
        else describe(row, paths)
        for row in shown
    ]
    return changes, len(heads) > PAGE_SIZE


def find_heads(language: str) -> PublicationQuerySet:
    """Return a row for each entry: of a release the first one alone."""
    logged = Publication.objects.filter(locale=language, logged=True)
    earlier = logged.filter(release=OuterRef("release"), pk__lt=OuterRef("pk"))
    heads: PublicationQuerySet = (
        logged.exclude(Exists(earlier)).defer("content").order_by("-valid_from", "-pk")
    )
    return heads


def read_members(language: str, releases: Iterable[UUID]) -> dict[UUID | None, list[Publication]]:
    """Return the rows of each release in the log, in the order in which they went out. One query."""
    rows = Publication.objects.filter(locale=language, logged=True, release__in=releases).defer("content")
    members: dict[UUID | None, list[Publication]] = {}
    for row in rows.order_by("pk"):
        members.setdefault(row.release, []).append(row)
    return members


def describe(row: Publication, paths: dict[UUID, str]) -> Change:
    """Return the entry of a publication that stands alone."""
    line = describe_line(row, paths)
    name = uuid5(row.key, f"{row.locale}/{row.pk}")
    return Change(name, row.valid_from, line.title, line.kind, line.kind_label, line.note, line.path)


def describe_release(release: Release | None, rows: list[Publication], paths: dict[UUID, str]) -> Change:
    """Return the one entry of a release; a part's note is shown only where it is its own."""
    first = rows[0]
    title = release.titles.get(first.locale) or release.title_sv if release else first.title
    note = release.notes.get(first.locale, "") if release else ""
    lines = [describe_line(row, paths, said=note) for row in rows]
    name = uuid5(first.release or first.key, first.locale)
    return Change(name, first.valid_from, title, "release", "", note, "", lines)


def describe_line(row: Publication, paths: dict[UUID, str], said: str = "") -> Line:
    """Return one publication; `said` is a note that stands above it already."""
    note = "" if row.note == said else row.note
    title = f"{row.code} {row.title}".strip()
    return Line(title, row.kind, row.get_kind_display(), note, paths.get(row.key, ""))


def group_by_month(changes: list[Change]) -> list[tuple[str, list[Change]]]:
    """Return (month in words, its entries), in the order given."""
    return [(month, list(group)) for month, group in groupby(changes, key=lambda change: change.month)]


def read_last_change(language: str) -> datetime | None:
    """Return when the log of that language grew last, in UTC; None while it is empty. One query."""
    last: datetime | None = (
        Publication.objects.filter(locale=language, logged=True)
        .order_by("-valid_from")
        .values_list("valid_from", flat=True)
        .first()
    )
    return last


def list_log_paths() -> list[tuple[str, datetime, list[tuple[str, str]]]]:
    """Return (path, when it grew, [(language, path), …]) of the log in each language that has one."""
    paths = [(code, reverse(f"changes:log-{code}")) for code in ("sv", "en")]
    grown = [(path, read_last_change(code)) for code, path in paths]
    return [(path, changed, paths) for path, changed in grown if changed is not None]
