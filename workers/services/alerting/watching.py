"""Raises an alarm when a queue stands still, ends it when it moves again, and has administrators told."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from workers.models import Alarm, Delivery, Letter, Purpose
from workers.models.delivery import OPEN
from workers.services.alerting.measuring import Queue, Standing, measure
from workers.services.subscribing.writing import write as write_letter

log = logging.getLogger(__name__)

BETWEEN_MAILS = timedelta(hours=1)
MAILS_PER_MINUTE = 10


def watch(now: datetime | None = None) -> list[Alarm]:
    """Compare the queues with the alarms, and return those that are raised now.

    Idempotent; two who watch at once raise one alarm, for the constraint lets in one. A log line says
    at once what a mail can say only when mail works.
    """
    now = now or timezone.now()
    open_alarms = {alarm.queue: alarm for alarm in Alarm.objects.filter(ended_at__isnull=True)}
    for standing in measure(now):
        alarm = open_alarms.get(standing.queue)
        if standing.stands_still(now):
            alarm = alarm or raise_alarm(standing, now)
            if alarm is not None:
                note_tries(alarm, standing)
                announce(alarm, now)
        elif alarm is not None:
            end_alarm(alarm, now)
    return list(Alarm.objects.filter(ended_at__isnull=True).order_by("since"))


def raise_alarm(standing: Standing, now: datetime) -> Alarm | None:
    """Write an alarm down; None when somebody else just has."""
    try:
        with transaction.atomic():
            alarm = Alarm.objects.create(
                queue=standing.queue.value, since=standing.since or now, noticed_at=now
            )
    except IntegrityError:
        return None
    log.error("%s: the oldest of %s waits since %s", name(alarm), alarm.queue, alarm.since.isoformat())
    return alarm


def note_tries(alarm: Alarm, standing: Standing) -> None:
    """Write down how often something was begun that is begun again and again, and log it the first time."""
    if standing.begun_again and not alarm.tries:
        log.error("the readers of a publication were looked for %s times, to no end", standing.begun_again)
    if standing.begun_again > alarm.tries:
        alarm.tries = standing.begun_again
        alarm.save(update_fields=["tries"])


def name(alarm: Alarm) -> str:
    """Return what stands still, for the log."""
    return "webhooks stand still" if alarm.queue == Queue.WEBHOOKS else "mail stands still"


@transaction.atomic
def announce(alarm: Alarm, now: datetime) -> None:
    """Write to the administrators once about an alarm, and about any at most once an hour."""
    alarm = Alarm.objects.select_for_update().get(pk=alarm.pk)
    if alarm.announced_at is not None or Alarm.objects.filter(announced_at__gt=now - BETWEEN_MAILS).exists():
        return
    alarm.announced_at = now
    alarm.save(update_fields=["announced_at"])
    write(alarm)


@transaction.atomic
def end_alarm(alarm: Alarm, now: datetime) -> None:
    """Close an alarm. Who was told that it began is told that it is over.

    A mail that still waits says so itself when it goes, and no second one is written.
    """
    alarm = Alarm.objects.select_for_update().get(pk=alarm.pk)
    if alarm.ended_at is not None:
        return
    alarm.ended_at = now
    alarm.save(update_fields=["ended_at"])
    log.warning("it moves again: %s stood still since %s", alarm.queue, alarm.since.isoformat())
    waiting = Delivery.objects.filter(purpose=Purpose.ALERT, state__in=OPEN, letter__content__alarm=alarm.pk)
    if alarm.announced_at is not None and not waiting.exists():
        write(alarm)


def write(alarm: Alarm) -> None:
    """Put a mail about an alarm into the outbox; what it says is decided when it goes."""
    letter = Letter(recipient=settings.ADMINS_EMAIL, content={"alarm": alarm.pk})
    write_letter(Purpose.ALERT, settings.LANGUAGE_CODE, letter, MAILS_PER_MINUTE)
