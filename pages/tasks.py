"""Shells that Celery wakes; what is to be done stands in the database."""

from celery import shared_task

from pages.scheduling import publish_due


@shared_task
def publish_what_is_due() -> None:
    publish_due()
