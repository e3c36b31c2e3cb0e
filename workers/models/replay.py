"""Who had the failed messages of a publication tried again, when, and which."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Replay(models.Model):
    """One time that somebody at the desk had dead messages tried again; never changed.

    `cause` is the one reason of failing that was chosen, or nothing for all. `deliveries` are the
    messages by primary key, `left_out` is how many were dead and stayed so: the reader left, the
    page was withdrawn.
    """

    event = models.ForeignKey(
        "workers.Event", models.CASCADE, related_name="replays", verbose_name=_("event")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))
    cause = models.CharField(_("reason"), max_length=20, blank=True)
    count = models.PositiveIntegerField(_("messages"))
    left_out = models.PositiveIntegerField(_("left out"), default=0)
    deliveries = models.JSONField(_("deliveries"), default=list)

    class Meta:
        verbose_name = _("new attempt")
        verbose_name_plural = _("new attempts")

    def __str__(self) -> str:
        return f"{self.event_id}: {self.count}"
