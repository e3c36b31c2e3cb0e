"""What the record needs to know of an object, so that it need not know the models."""

from typing import Any, Protocol
from uuid import UUID


class Publishable(Protocol):
    """A page or a snippet: it has a key, a language, a live revision, and a change that is stated.

    `said` holds the fields of its type that the record keeps.
    """

    type_name: Any
    translation_key: UUID
    locale: Any
    live: Any
    live_revision_id: Any
    change_kind: Any
    change_note: Any

    @property
    def said(self) -> dict[str, Any]: ...


class PublishableSnippet(Publishable, Protocol):
    """A publishable object that has a name and no page."""

    name: Any

    @property
    def shown_code(self) -> str: ...


class PublishablePage(Publishable, Protocol):
    """A publishable object that stands in Wagtail's tree of pages."""

    title: Any
    lead: Any
    body: Any
    is_example: Any
    alias_of_id: Any

    @property
    def shown_code(self) -> str: ...
    def get_parent(self) -> Any: ...
    def get_ancestors(self) -> Any: ...
    def get_descendants(self) -> Any: ...
    def get_view_restrictions(self) -> Any: ...
    def get_url_parts(self) -> Any: ...
