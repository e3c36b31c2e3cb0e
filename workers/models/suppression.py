"""Whom nothing is sent to any more, without knowing who that is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SuppressionReason(models.TextChoices):
    LEFT = "left", _("left")
    BOUNCED = "bounced", _("the address does not work")
    COMPLAINED = "complained", _("reported as spam")
    FORGOTTEN = "forgotten", _("erased on request")


class Suppression(models.Model):
    """An address that no import and no editor adds again; only its owner lifts this, by subscribing anew.

    `mark` is a keyed hash of the address, made with SECRET_KEY and found under SECRET_KEY_FALLBACKS too.
    The details hold no address: `{status, source}` of what a mail server reported.
    """

    mark = models.CharField(_("keyed hash"), max_length=64, unique=True)
    reason = models.CharField(_("reason"), max_length=12, choices=SuppressionReason.choices)
    at = models.DateTimeField(_("at"))
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")

    def __str__(self) -> str:
        return f"{self.mark[:8]} ({self.reason})"
