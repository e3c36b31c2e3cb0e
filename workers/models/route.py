"""How our mail leaves: whether the server takes it, and how much may leave by the second."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Route(models.Model):
    """A mail server of ours, and since when it has refused us; `retry_at` is empty while it takes our mail."""

    name = models.CharField(_("host and port"), max_length=300, unique=True)
    failures = models.PositiveSmallIntegerField(_("trials in a row that failed"), default=0)
    opened_at = models.DateTimeField(_("refused since"), null=True, blank=True)
    tried_at = models.DateTimeField(_("last tried at"), null=True, blank=True)
    retry_at = models.DateTimeField(_("next trial at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mail route")
        verbose_name_plural = _("mail routes")

    def __str__(self) -> str:
        return self.name


class Allowance(models.Model):
    """How many mails may leave at once: a bucket that fills by the second, shared by all workers.

    The key is a receiving domain, or empty for all mail. `promised_until` is the time of the last row
    that was told to wait for its turn.
    """

    key = models.CharField(_("receiving domain"), max_length=255, unique=True, blank=True)
    tokens = models.FloatField(_("mails that may leave"), default=0)
    at = models.DateTimeField(_("counted at"))
    promised_until = models.DateTimeField(_("turns given until"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail allowance")
        verbose_name_plural = _("mail allowances")

    def __str__(self) -> str:
        return self.key or "*"
