"""How many messages went or failed each day, kept for ever."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyCount(models.Model):
    """The messages of one local day, one purpose and one outcome; it outlives the rows that it counts."""

    day = models.DateField(_("day"))
    purpose = models.CharField(_("purpose"), max_length=20)
    outcome = models.CharField(_("outcome"), max_length=12)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("daily count of messages")
        verbose_name_plural = _("daily counts of messages")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "purpose", "outcome"], name="one_count_of_messages_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.purpose} {self.outcome}: {self.count}"
