"""Celery's way in: each task calls one function, and may run twice, late or never."""

from celery import shared_task

from consent.evidence.announcing import announce_seals
from consent.evidence.chaining import close_minutes
from consent.evidence.sealing import seal_days
from consent.spooling import gather
from consent.statistics.forwarding import forward_views
from consent.statistics.recording import count_views


@shared_task
def gather_spool() -> None:
    gather()


@shared_task
def count_page_views() -> None:
    count_views()


@shared_task
def forward_page_views() -> None:
    forward_views()


@shared_task
def seal_evidence() -> None:
    close_minutes()
    seal_days()
    announce_seals()
