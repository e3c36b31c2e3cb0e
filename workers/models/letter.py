"""What is mailed to somebody who subscribes to nothing: an editor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """A test message, a fault report or the roots of evidence, kept until it has been mailed and for some time after.

    Without a recipient it is for the editors' mailbox, wherever that is when it is sent. The content
    is `{subject, text, html}` of a test message, `{what, page}` of a fault report, and of evidence
    `{days: [{day, rows, line}]}`.
    """

    recipient = models.EmailField(_("recipient"), blank=True)
    reply_to = models.EmailField(_("reply to"), blank=True)
    content = models.JSONField(_("content"), default=dict)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    def __str__(self) -> str:
        return str(self.pk)
