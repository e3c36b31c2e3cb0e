"""Finds what is wrong with mail and queue, and says it in sentences for those at the desk."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.broker import broker_answers, heartbeat_age
from cms.examining import HEARTBEAT_LIMIT
from workers.models import Alarm
from workers.services.alerting.measuring import Queue
from workers.services.delivering.breaking import read_breaker

MINUTE_SECONDS = 60


def find_troubles() -> list[str]:
    """Return a sentence for each thing that is wrong; two queries and at most two questions to the broker."""
    return [*look_at_queue(), *look_at_mail()]


def look_at_queue() -> Iterator[str]:
    """Say whether beat and a worker have lately been seen together."""
    if not broker_answers():
        yield _("The queue does not answer. Mails wait in the database and go when it is back.")
        return
    age = heartbeat_age()
    if age is None:
        yield _("No worker has been seen for an hour or more. Mails wait until worker and beat are started.")
    elif age > HEARTBEAT_LIMIT:
        minutes = max(1, round(age / MINUTE_SECONDS))
        yield ngettext(
            "Worker and beat were last seen %(minutes)s minute ago. Mails wait until they run again.",
            "Worker and beat were last seen %(minutes)s minutes ago. Mails wait until they run again.",
            minutes,
        ) % {"minutes": minutes}


def look_at_mail() -> Iterator[str]:
    """Say whether the mail server refuses us, and since when mails or webhooks stand still."""
    breaker = read_breaker()
    if breaker.is_open and breaker.opened_at is not None:
        since = date_format(localtime(breaker.opened_at), "SHORT_DATETIME_FORMAT")
        yield _("The mail server has not taken our mail since %(since)s. It is tried again by itself.") % {
            "since": since
        }
    alarms = list(Alarm.objects.filter(ended_at__isnull=True).order_by("since"))
    mails = [alarm for alarm in alarms if alarm.queue != Queue.WEBHOOKS]
    for alarm in mails[:1]:
        since = date_format(localtime(alarm.since), "SHORT_DATETIME_FORMAT")
        yield _("Mail stands still since %(since)s. Nothing is lost.") % {"since": since}
    for alarm in alarms:
        if alarm.tries:
            yield _(
                "The readers of a publication have been looked for %(tries)s times, and it broke off each time."
            ) % {"tries": alarm.tries}
        if alarm.queue == Queue.WEBHOOKS:
            since = date_format(localtime(alarm.since), "SHORT_DATETIME_FORMAT")
            yield _("Webhooks stand still since %(since)s. Nothing is lost.") % {"since": since}
    if not mails and settings.EMAIL_URL == "" and not settings.SHOW_MAILBOX:
        yield _("No mail server is set, so mails reach nobody.")
