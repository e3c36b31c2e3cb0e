"""Celery's way in: each task calls one function, and may run twice, late or never."""

from celery import shared_task

from consent.spooling import gather
from consent.statistics import count_views


@shared_task(name="consent.gather_spool")
def gather_spool() -> None:
    gather()


@shared_task(name="consent.count_page_views")
def count_page_views() -> None:
    count_views()
