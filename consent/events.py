"""What the rest of the house may hear of consent."""

from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal


@dataclass(frozen=True, slots=True)
class PageViewed:
    """A page view that a visitor consented to have counted: no address, no identifier."""

    path: str
    language: str
    referring_host: str
    at: datetime


page_viewed = Signal()
"""Sent with `event=PageViewed(...)`."""

registry_published = Signal()
"""Sent after commit with `categories=[…]` when a category of the registry got a new revision.

Public pages carry the revisions, so whoever keeps copies of pages throws them away.
"""
