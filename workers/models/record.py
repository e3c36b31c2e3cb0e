"""What a subscriber agreed to and did: when, to which words, and from where."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Deed(models.TextChoices):
    ASKED = "asked", _("asked to follow")
    CONFIRMED = "confirmed", _("confirmed")
    ADDED = "added", _("added as a contact person")
    CHANGED = "changed", _("changed what is followed")
    READDRESSED = "readdressed", _("changed the address")
    LEFT = "left", _("left")
    STOPPED = "stopped", _("mail was stopped")


class Source(models.TextChoices):
    FORM = "form", _("the form")
    EDITOR = "editor", _("an editor")
    IMPORT = "import", _("an imported list")
    MAIL = "mail", _("the mail system")


class SubscriberRecord(models.Model):
    """One line of a subscriber's history; never changed, and removed with the subscriber.

    It shows what consent was given to (GDPR, article 7.1): `text` is the version of the words that were
    shown, `details` what was chosen: `{language, frequency, scope, kinds}`. It holds no address.
    """

    subscriber = models.ForeignKey(
        "workers.Subscriber", models.CASCADE, related_name="records", verbose_name=_("subscriber")
    )
    at = models.DateTimeField(_("at"))
    what = models.CharField(_("what"), max_length=20, choices=Deed.choices)
    source = models.CharField(_("source"), max_length=20, choices=Source.choices)
    text = models.CharField(_("version of the words"), max_length=20, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("record of a subscriber")
        verbose_name_plural = _("records of subscribers")

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d}"
