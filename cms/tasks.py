"""The task shell of the house itself."""

from celery import shared_task

from cms.broker import record_heartbeat


@shared_task(name="cms.tasks.heartbeat")
def heartbeat() -> None:
    """Show that beat and a worker are alive."""
    record_heartbeat()
