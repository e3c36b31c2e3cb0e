"""Writes the publication record, and tells the rest of the house of every row.

Each function compares what is public with the open row and writes the difference, so calling
one twice writes nothing the second time. All of them run in the caller's transaction.
"""

from dataclasses import dataclass
from typing import cast
from uuid import UUID, uuid4

from django.utils import timezone
from wagtail.models import Page

from pages.choices import ChangeKind
from pages.events import Kind, PagePublished, page_published
from pages.publishable import Publishable, PublishablePage, PublishableSnippet
from pages.record import Publication, SiteVersion, was_said
from pages.references import find_references
from pages.snapshots import Snapshot, take_snapshot_of_page, take_snapshot_of_snippet
from pages.translating import find_source_publication
from pages.underway import find_underway
from pages.withdrawing import find_destination


@dataclass(frozen=True, slots=True)
class Change:
    """What is being said of a publication: which change it belongs to, of what kind, and why."""

    id: UUID
    kind: ChangeKind
    note: str = ""


def announce_saved_page(
    page: PublishablePage, *, stated: bool, rewritten: bool = True, moved: bool = False
) -> Publication | None:
    """Record one page after it was saved; return the row written, or None.

    `stated` says that the save publishes a revision, whose kind and note are then the page's;
    `rewritten`, that the page's own texts may have been changed by the save; `moved`, that its
    place was. Pages below a draft may be public: they move although it has no row.
    """
    row = record_page(page, stated=stated, rewritten=rewritten)
    if moved:
        record_below(page, logged=False)
    return row


def announce_moved_page(page: PublishablePage) -> None:
    """Record a page and all below it after a move; only the moved page is in the change log."""
    record_page(page, stated=False)
    record_below(page, logged=False)


def announce_changed_access(page: PublishablePage) -> None:
    """Record a page and all below it after a view restriction came or went."""
    record_page(page, stated=False)
    record_below(page, logged=True)


def announce_saved_snippet(snippet: PublishableSnippet, *, stated: bool) -> Publication | None:
    """Record a snippet after it was saved; return the row written, or None."""
    key, locale = snippet.translation_key, snippet.locale.language_code
    if not snippet.live:
        return withdraw(key, locale)
    snapshot = take_snapshot_of_snippet(snippet)
    source = find_source_publication(snippet, rewritten=not stated)
    return write_difference(key, locale, snapshot, source, snippet, stated=stated, rewritten=not stated)


def record_page(
    page: PublishablePage, *, stated: bool, logged: bool = True, rewritten: bool = False
) -> Publication | None:
    """Write the row of one page if what is public differs from what was said last."""
    locale = page.locale.language_code
    if page.alias_of_id is not None:
        return None
    path = public_path(page)
    if path is None:
        return withdraw(page.translation_key, locale, logged=logged)
    return write_difference(
        page.translation_key,
        locale,
        take_snapshot_of_page(page, path),
        find_source_publication(page, rewritten=rewritten and not stated),
        page,
        stated=stated,
        rewritten=rewritten and not stated,
        logged=logged,
    )


def record_below(page: Page, *, logged: bool) -> None:
    """Record every page below this one."""
    for descendant in page.get_descendants().specific():
        if hasattr(descendant, "type_name"):
            record_page(descendant, stated=False, logged=logged)


def write_difference(
    key: UUID,
    locale: str,
    snapshot: Snapshot,
    source: Publication | None,
    said_of: Publishable,
    *,
    stated: bool,
    rewritten: bool = False,
    logged: bool = True,
) -> Publication | None:
    """Close the open row and write the next, or return None when nothing differs."""
    before = open_row(key, locale)
    if before is not None and before.hash == snapshot.hash:
        return None
    stated = stated and not was_said(said_of, said_of.live_revision_id)
    change = name_the_change(before, snapshot, source, said_of, stated=stated, rewritten=rewritten)
    SiteVersion.bump()
    underway = find_underway()
    now = underway.at if underway else timezone.now()
    if before is not None:
        Publication.objects.filter(pk=before.pk).update(valid_to=now)
    row = Publication.objects.create(
        key=key,
        locale=locale,
        type=snapshot.type,
        code=snapshot.code,
        title=snapshot.title,
        path=snapshot.path,
        parent=snapshot.parent,
        content=snapshot.content,
        hash=snapshot.hash,
        kind=change.kind,
        note=change.note,
        change=change.id,
        release=underway.key if underway else None,
        revision=said_of.live_revision_id,
        logged=logged and change.kind != ChangeKind.CORRECTION,
        valid_from=now,
    )
    announce(row, reported=has_new_values(before, row))
    return row


def withdraw(key: UUID, locale: str, *, logged: bool = True) -> Publication | None:
    """Close the open row and record that it was withdrawn; None when nothing was public."""
    before = open_row(key, locale)
    if before is None:
        return None
    SiteVersion.bump()
    underway = find_underway()
    now = underway.at if underway else timezone.now()
    Publication.objects.filter(pk=before.pk).update(valid_to=now)
    row = Publication.objects.get(pk=before.pk)
    row.pk = None
    row.kind = ChangeKind.WITHDRAWN
    row.note = ""
    row.destination = find_destination()
    row.change = uuid4()
    row.release = underway.key if underway else None
    row.logged = logged
    row.valid_from = row.valid_to = now
    row.save(force_insert=True)
    announce(row)
    return row


def name_the_change(
    before: Publication | None,
    snapshot: Snapshot,
    source: Publication | None,
    said_of: Publishable,
    *,
    stated: bool,
    rewritten: bool,
) -> Change:
    """Return change, kind and note of a new row.

    A translation takes them from its source's publication, once; what follows in the same
    language corrects the translation, unless the editor says something else. In a release its
    kind stands for all that was public before, and its note for what has none of its own.
    """
    if before is not None and snapshot.says_the_same_as(before):
        return Change(uuid4(), ChangeKind.MOVED)
    change = name_by_itself(before, source, said_of, stated=stated, rewritten=rewritten)
    underway = find_underway()
    if underway is None:
        return change
    kind = ChangeKind.NEW if before is None else ChangeKind(underway.kind)
    return Change(change.id, kind, change.note or underway.notes.get(said_of.locale.language_code, ""))


def name_by_itself(
    before: Publication | None,
    source: Publication | None,
    said_of: Publishable,
    *,
    stated: bool,
    rewritten: bool,
) -> Change:
    """Return change, kind and note as the object itself and its source tell them."""
    kind = ChangeKind(said_of.change_kind) if stated and said_of.change_kind else ChangeKind.MINOR
    note = said_of.change_note.strip() if stated else ""
    if source is not None:
        speaks = stated or rewritten
        translated_note = said_of.change_note.strip() if speaks and source.note else ""
        translated_note = "" if translated_note == source.note else translated_note
        if not Publication.objects.filter(change=source.change, locale=said_of.locale.language_code).exists():
            taken = ChangeKind.MINOR if source.kind == ChangeKind.NEW else ChangeKind(source.kind)
            return Change(source.change, ChangeKind.NEW if before is None else taken, translated_note)
        if not stated or said_of.change_kind in ("", source.kind):
            kind, note = ChangeKind.CORRECTION, translated_note
    return Change(uuid4(), ChangeKind.NEW if before is None else kind, note)


def open_row(key: UUID, locale: str) -> Publication | None:
    """Return what is public now in that language, locked until the transaction ends."""
    row: Publication | None = (
        Publication.objects.open().filter(key=key, locale=locale).select_for_update().first()
    )
    return row


def public_path(page: Page) -> str | None:
    """Return the page's path when anybody may read it, else None."""
    if not page.live or page.get_view_restrictions().exists():
        return None
    parts = page.get_url_parts()
    return parts[2] if parts else None


def has_new_values(before: Publication | None, row: Publication) -> bool:
    """Tell whether an indicator reports other values than it did."""
    values = row.content.get("values", []) if row.type == "indicator" else []
    return bool(values) and (before is None or before.content.get("values", []) != values)


def announce(row: Publication, *, reported: bool = False) -> None:
    """Tell every receiver, in this transaction."""
    page_published.send(
        sender=Publication,
        event=PagePublished(
            publication=row.pk,
            change=row.change,
            key=row.key,
            parent=row.parent,
            locale=row.locale,
            type=row.type,
            code=row.code,
            title=row.title,
            path=row.path,
            kind=cast(Kind, row.kind),
            note=row.note,
            logged=row.logged,
            at=row.valid_from,
            release=row.release,
            names=tuple(dict.fromkeys(find_references(row.content))),
            reported=reported,
        ),
    )
