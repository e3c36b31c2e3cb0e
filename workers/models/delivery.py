"""One message to one person, and how far it has come."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    PUBLICATION = "publication", _("publication")
    CONFIRMATION = "confirmation", _("confirmation")
    MANAGE = "manage", _("link to the settings")
    RELEASE = "release", _("release")
    PROOF = "proof", _("test message")
    FAULT_REPORT = "fault_report", _("fault report")
    EVIDENCE = "evidence", _("evidence of choices")
    DIGEST = "digest", _("summary")
    CONTACT = "contact", _("information to a contact person")
    ADDRESS = "address", _("confirmation of a new address")
    ADDRESS_CHANGED = "address_changed", _("word of a changed address")
    WEBHOOK_DISABLED = "webhook_disabled", _("word of a webhook that was turned off")
    ALERT = "alert", _("alert")


OF_EVENTS = (Purpose.PUBLICATION, Purpose.RELEASE)
# Messages that carry rows of pages.
CARRIERS = (Purpose.RELEASE, Purpose.DIGEST)


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    HELD = "held", _("waiting for a summary")
    LEASED = "leased", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    UNCERTAIN = "uncertain", _("uncertain")
    SUPPRESSED = "suppressed", _("suppressed")
    CANCELLED = "cancelled", _("cancelled")
    INCLUDED = "included", _("told in another message")


OPEN = (DeliveryState.WAITING, DeliveryState.LEASED)
UNSENT = (*OPEN, DeliveryState.HELD)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """The deliveries, as claiming and cancelling ask for them."""

    def due(self, now: datetime, *, urgent: bool) -> "DeliveryQuerySet":
        """Rows to send: waiting for this moment, or leased by somebody whose lease has ended."""
        return self.filter(state__in=OPEN, urgent=urgent, next_attempt_at__lte=now)

    def unsent(self) -> "DeliveryQuerySet":
        """Rows that somebody may still get: on their way, or waiting for a summary."""
        return self.filter(state__in=UNSENT)

    def hold(self) -> int:
        """Let rows wait for their reader's next summary, in no message from now on; return how many."""
        return self.update(
            state=DeliveryState.HELD,
            carrier=None,
            leased_by=None,
            finished_at=None,
            created_at=timezone.now(),
        )


class Delivery(models.Model):
    """One message to one subscriber; the constraint is what keeps anybody from hearing twice.

    `next_attempt_at` is when the row may be claimed: a lease moves it to the lease's own end, so
    that a row whose holder died is due again by itself. `urgent` rows (confirmations) have a queue
    of their own. `language` is the reader's; a publication is told in the event's.

    A release's message carries rows of its pages (`included`), so that who heard of a page in a
    release hears of that change in no other message. Who reads a summary has `held` rows until its
    hour; then its message carries them in the same way. A letter goes to somebody who subscribes to
    nothing, and has no subscriber.

    Each mail is an update of its row, and each index of the table is written with it: what is mostly
    empty is indexed only where it is not.
    """

    subscriber = models.ForeignKey(
        "workers.Subscriber",
        models.SET_NULL,
        null=True,
        related_name="deliveries",
        verbose_name=_("subscriber"),
    )
    event = models.ForeignKey(
        "workers.Event",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("event"),
    )
    reason = models.ForeignKey(
        "workers.Topic",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("followed topic"),
        db_index=False,
    )
    carrier = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="included",
        verbose_name=_("told in"),
        db_index=False,
    )
    letter = models.ForeignKey(
        "workers.Letter",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name=_("letter"),
        db_index=False,
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    announcement = models.UUIDField(_("announcement"))
    channel = models.CharField(_("channel"), max_length=12, default="mail")
    language = models.CharField(_("reader's language"), max_length=12)
    choices = models.JSONField(_("requested choices"), default=dict, blank=True)
    urgent = models.BooleanField(_("urgent"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt at"))
    leased_by = models.UUIDField(_("leased by"), null=True, blank=True)
    doubtful = models.BooleanField(_("an answer was lost"), default=False)
    outcome = models.CharField(_("outcome"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["announcement", "subscriber", "channel"], name="nobody_hears_twice"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["urgent", "next_attempt_at"],
                name="delivery_due",
                condition=models.Q(state__in=["waiting", "leased"]),
            ),
            models.Index(
                fields=["subscriber", "created_at"], name="delivery_held", condition=models.Q(state="held")
            ),
            models.Index(
                fields=["carrier"], name="delivery_carrier", condition=models.Q(carrier__isnull=False)
            ),
            models.Index(fields=["letter"], name="delivery_letter", condition=models.Q(letter__isnull=False)),
            models.Index(fields=["leased_by"], name="delivery_lease", condition=models.Q(state="leased")),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk} ({self.state})"
