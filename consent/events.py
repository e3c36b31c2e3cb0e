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
