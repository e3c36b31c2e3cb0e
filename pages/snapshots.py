"""What an object says to the public at this moment, ready for the record."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from pages.publishable import PublishablePage, PublishableSnippet
from pages.record import Publication


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that the content hash covers; kind and note of a change lie outside."""

    type: str
    code: str
    title: str
    path: str
    parent: UUID | None
    content: dict[str, Any]

    @property
    def hash(self) -> str:
        """SHA-256, as 64 hex digits, of the canonical JSON of all fields."""
        fields = [self.type, self.code, self.title, self.path, str(self.parent or ""), self.content]
        canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def says_the_same_as(self, row: Publication) -> bool:
        """Tell whether only the place differs, if anything does."""
        return (self.type, self.code, self.title, self.content) == (
            row.type,
            row.code,
            row.title,
            row.content,
        )


def take_snapshot_of_page(page: PublishablePage, path: str) -> Snapshot:
    """Return what this page says at that path. `page` is live, as it stands in the database."""
    parent = page.get_parent()
    content = {
        "lead": page.lead,
        "body": page.body.stream_block.get_api_representation(page.body),
        "is_example": page.is_example,
        **page.said,
    }
    return Snapshot(
        type=page.type_name,
        code=page.shown_code,
        title=page.title,
        path=path,
        parent=parent.translation_key if parent and not parent.is_root() else None,
        content=as_json(content),
    )


def take_snapshot_of_snippet(snippet: PublishableSnippet) -> Snapshot:
    """Return the public facts of a snippet; it has no page, so no path."""
    return Snapshot(
        type=snippet.type_name,
        code=snippet.shown_code,
        title=snippet.name,
        path="",
        parent=None,
        content=as_json(snippet.said),
    )


def as_json(content: dict[str, Any]) -> dict[str, Any]:
    """Return the content as the database will give it back, so that it compares equal."""
    plain: dict[str, Any] = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    return plain
