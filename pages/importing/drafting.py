"""Makes a draft of what was arranged: a new page, or the next draft of one that stands."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from pages.blocks import BodyBlock
from pages.models.published import PublishedPage

from . import limits
from .arranging import Arranged, Arranger, Block
from .documents import Document
from .findings import Findings, Kind
from .lengths import count_values, refuse_long
from .shelving import Shelf, all_or_nothing, find_collection

ACTION = "pages.import"
REPLACE, APPEND = "replace", "append"


@dataclass
class Material:
    """A document that is ready to become a draft of somebody's; nothing of it is stored yet."""

    file_name: str
    document: Document
    arranged: Arranged
    user: Any

    @property
    def findings(self) -> Findings:
        return self.document.findings


def prepare_material(document: Document, file_name: str, language: str, user: Any) -> Material:
    """Return the material for a page in a language; `ValidationError` when there is nothing in it, or too much."""
    arranged = Arranger(document, language, may_store=find_collection(user) is not None).arrange()
    if not arranged.blocks:
        message = _("We found no text in the document. A scanned document is only pictures of text.")
        raise ValidationError(message, code="empty")
    if count_values(arranged.blocks) > limits.FORM_VALUES:
        raise refuse_long()
    return Material(file_name, document, arranged, user)


def draft_page(material: Material, parent: Page, model: type[PublishedPage], **fields: Any) -> PageLogEntry:
    """Add a draft below the parent and return the entry in the log that says what came along.

    `ValidationError` holds the model's complaints by field.
    """
    page = model(live=False, locale=parent.locale, owner=material.user, **fields)
    shelf = open_shelf(material, fields["title"])
    with all_or_nothing(shelf):
        page.body = BodyBlock().to_python(store_pictures(material, shelf))
        parent.add_child(instance=page)
        revision = page.save_revision(user=material.user, log_action=False, clean=False)
        return write_entry(material, page, revision)


def draft_into(material: Material, page: PublishedPage, how: str) -> PageLogEntry:
    """Put the text into the next draft of a page, after what stands there or instead of it."""
    draft = page.get_latest_revision_as_object()
    if material.arranged.title:
        material.findings.under = ""
        material.findings.add(Kind.KEPT_TITLE, material.arranged.title)
    shelf = open_shelf(material, draft.title)
    with all_or_nothing(shelf):
        blocks = store_pictures(material, shelf)
        standing = list(draft.body.get_prep_value()) if how == APPEND else []
        draft.body = BodyBlock().to_python([*standing, *blocks])
        newest = page.latest_revision
        if newest is None or newest.pk == page.live_revision_id or newest.approved_go_live_at is not None:
            draft.change_kind = draft.change_note = ""
        revision = draft.save_revision(user=material.user, log_action=False, clean=False)
        return write_entry(material, page, revision)


def open_shelf(material: Material, title: str) -> Shelf | None:
    collection = find_collection(material.user)
    return Shelf(material.user, collection, title) if collection is not None else None


def store_pictures(material: Material, shelf: Shelf | None) -> list[Block]:
    """Store the pictures that are placed and return the blocks with the library's images in them."""
    blocks: list[Block] = []
    for block in material.arranged.blocks:
        value = block["value"]
        if block["type"] == "image" and shelf is not None:
            image = shelf.put(material.document.pictures[value["picture"]], value["alt_text"])
            inner = {"image": image.pk, "alt_text": value["alt_text"], "decorative": value["decorative"]}
            value = {"image": inner, "caption": value["caption"]}
        blocks.append({"type": block["type"], "value": value})
    return blocks


def write_entry(material: Material, page: PublishedPage, revision: Revision) -> PageLogEntry:
    """Write into the page's history what was imported, with all that the editor needs to be told."""
    data = {
        "file": material.file_name,
        "counts": dict(material.arranged.counts),
        "findings": material.findings.dump(),
    }
    entry: PageLogEntry = log(
        page, ACTION, user=material.user, data=data, revision=revision, content_changed=True
    )
    return entry
