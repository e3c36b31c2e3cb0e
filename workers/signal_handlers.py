"""Hears what the pages and consent announce, inside their transaction."""

from functools import partial
from typing import Any

from anymail.signals import tracking
from django.conf import settings
from django.db import transaction

from consent.events import EvidenceSealed, evidence_sealed
from pages.events import PagePublished, ReleasePublished, page_published, release_published
from workers import tasks
from workers.models import Event, EventState
from workers.services.bounces.hearing import hear
from workers.services.events.gathering import record_release
from workers.services.events.recording import record
from workers.services.subscribing.writing import write_evidence
from workers.services.webhooks.queueing import queue_page, queue_release


def connect() -> None:
    """Start listening; called once when the app is ready."""
    page_published.connect(receive_page_published, dispatch_uid="workers.record")
    release_published.connect(receive_release_published, dispatch_uid="workers.record_release")
    tracking.connect(receive_tracking, dispatch_uid="workers.hear_provider")
    evidence_sealed.connect(receive_evidence_sealed, dispatch_uid="workers.write_evidence")


def receive_page_published(sender: object, event: PagePublished, **kwargs: Any) -> None:
    """Record the event, and what endpoints are to hear of it."""
    wake_for(record(event))
    wake_for_webhooks(queue_page(event))


def receive_release_published(sender: object, event: ReleasePublished, **kwargs: Any) -> None:
    """Record that all pages of a release are out."""
    wake_for(record_release(event))
    wake_for_webhooks(queue_release(event))


def receive_evidence_sealed(sender: object, event: EvidenceSealed, **kwargs: Any) -> None:
    """Mail the roots of sealed days."""
    write_evidence(event)
    transaction.on_commit(partial(tasks.poke, tasks.deliver_urgent), robust=True)


def receive_tracking(sender: object, event: Any, esp_name: str, **kwargs: Any) -> None:
    """Act on what a mail provider reports."""
    hear(event, esp_name.lower())


def wake_for(event: Event) -> None:
    """Wake a worker for when the event's undo window ends; a page of a release has no window of its own."""
    if event.state == EventState.WAITING and event.gathered_by_id is None:
        transaction.on_commit(partial(tasks.poke, tasks.release, settings.NOTIFY_DELAY), robust=True)


def wake_for_webhooks(count: int) -> None:
    """Wake a worker if any endpoint is to be told: at once, since what was published is public already."""
    if count:
        transaction.on_commit(partial(tasks.poke, tasks.post_webhooks), robust=True)
