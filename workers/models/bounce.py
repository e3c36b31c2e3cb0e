"""What mail servers and providers reported of messages that were sent, without addresses."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class BounceKind(models.TextChoices):
    HARD = "hard", _("no such address")
    SOFT = "soft", _("not for now")
    POLICY = "policy", _("refused our message")
    COMPLAINT = "complaint", _("reported as spam")
    LEFT = "left", _("left through the mail provider")


class Bounce(models.Model):
    """One report of one message; its name is what makes the same report count once.

    `sent_at` is when the message had been sent, or when its reader complained, so that what went before
    takes back nothing that they confirmed since.
    """

    name = models.CharField(_("name of the report"), max_length=64, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=BounceKind.choices)
    status = models.CharField(_("status"), max_length=12, blank=True)
    source = models.CharField(_("source"), max_length=20)
    at = models.DateTimeField(_("at"))
    sent_at = models.DateTimeField(_("sent at"))
    delivery = models.ForeignKey(
        "workers.Delivery",
        models.CASCADE,
        null=True,
        related_name="bounces",
        verbose_name=_("delivery"),
    )
    subscriber = models.ForeignKey(
        "workers.Subscriber",
        models.SET_NULL,
        null=True,
        related_name="bounces",
        verbose_name=_("subscriber"),
    )

    class Meta:
        verbose_name = _("bounce")
        verbose_name_plural = _("bounces")

    def __str__(self) -> str:
        return f"{self.kind} {self.status} {self.at:%Y-%m-%d}"


class ReportCount(models.Model):
    """How many mails of one day in the mailbox of reports were of one sort; kept for ever."""

    day = models.DateField(_("day"))
    sort = models.CharField(_("sort"), max_length=12)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("daily count of reports")
        verbose_name_plural = _("daily counts of reports")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "sort"], name="one_count_of_reports_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.sort}: {self.count}"
