"""Celery's way in: each task calls one function, and may run twice, late or never."""

from celery import shared_task

from consent.spooling import gather
from consent.statistics.recording import count_views


@shared_task
def gather_spool() -> None:
    gather()


@shared_task
def count_page_views() -> None:
    count_views()
