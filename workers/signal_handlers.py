"""Hears what the pages announce, inside their transaction."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from pages.events import PagePublished, page_published
from workers import tasks
from workers.services.recording import record


def connect() -> None:
    """Start listening; called once when the app is ready."""
    page_published.connect(receive_page_published, dispatch_uid="workers.record")


def receive_page_published(sender: object, event: PagePublished, **kwargs: Any) -> None:
    """Record the event, and wake a worker for when the undo window ends."""
    if record(event).state == "waiting":
        transaction.on_commit(partial(tasks.poke, tasks.release, settings.NOTIFY_DELAY), robust=True)
