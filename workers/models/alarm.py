"""A time in which a queue stood still."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Alarm(models.Model):
    """One standstill of one queue: since when its oldest row waited, when it was noticed, and when it was over.

    `tries` is how often a turn to hear was begun that is begun again and again; 0 when none is.
    `announced_at` is when the mail about it was written; nothing while another was written within the hour.
    """

    queue = models.CharField(_("queue"), max_length=20)
    since = models.DateTimeField(_("since"))
    tries = models.PositiveIntegerField(_("tries"), default=0)
    noticed_at = models.DateTimeField(_("noticed at"))
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["queue"], condition=models.Q(ended_at__isnull=True), name="one_alarm_a_queue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.queue} {self.since:%Y-%m-%d %H:%M}"
