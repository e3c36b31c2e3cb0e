"""Who wants to hear of what. An address lives in this table and in no other."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    SWEDISH = "sv", "Svenska"
    ENGLISH = "en", "English"


class Frequency(models.TextChoices):
    NOW = "now", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")


class Kind(models.TextChoices):
    """What a reader may want to hear of."""

    NEW = "new", _("new pages")
    MATERIAL = "material", _("important changes")
    MINOR = "minor", _("small changes")


class Basis(models.TextChoices):
    """The lawful basis of GDPR, article 6.1."""

    CONSENT = "consent", _("consent (6.1 a)")
    PUBLIC_TASK = "public_task", _("public task (6.1 e)")


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    """Who may be written to."""

    def active(self) -> "SubscriberQuerySet":
        return self.filter(confirmed_at__isnull=False, ended_at__isnull=True)


class Subscriber(models.Model):
    """An address that asked to hear; unconfirmed until the link in the first mail was used.

    Who changes language between an event's turn in the one and in the other is found by their
    former one: `language_since` says when they changed.
    """

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4)
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=12, choices=Language.choices)
    frequency = models.CharField(
        _("frequency"), max_length=12, choices=Frequency.choices, default=Frequency.NOW
    )
    wants_new = models.BooleanField(_("hears of new pages"), default=True)
    wants_material = models.BooleanField(_("hears of material changes"), default=True)
    wants_minor = models.BooleanField(_("hears of minor changes"), default=False)
    new_email = models.EmailField(_("new address, not confirmed yet"), blank=True)
    former_language = models.CharField(_("former language"), max_length=12, blank=True)
    language_since = models.DateTimeField(_("language since"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    asked_at = models.DateTimeField(_("last asked at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")

    def __str__(self) -> str:
        return str(self.key)

    @property
    def active(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of change that this reader wants to hear of, in the order of `Kind`."""
        return tuple(kind for kind in Kind.values if getattr(self, f"wants_{kind}"))

    @kinds.setter
    def kinds(self, kinds: tuple[str, ...]) -> None:
        for kind in Kind.values:
            setattr(self, f"wants_{kind}", kind in kinds)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """What is followed, and what was."""

    def followed_at(self, moment: datetime) -> "SubscriptionQuerySet":
        """What was followed at a moment, ended since or not."""
        return self.filter(since__lte=moment).exclude(until__lte=moment)

    def end(self, now: datetime) -> None:
        """Follow no longer; the row says until when it was."""
        self.update(until=now)


class Followed(models.Manager.from_queryset(SubscriptionQuerySet)["Subscription"]):  # type: ignore[misc]  # a class made by a call
    """Only what is followed now: what has ended is asked for by name (`Subscription.ever`)."""

    def get_queryset(self) -> SubscriptionQuerySet:
        current: SubscriptionQuerySet = super().get_queryset().filter(until__isnull=True)
        return current


class Subscription(models.Model):
    """One thing that a subscriber follows, or followed until some day; no topic is the whole plan.

    Who changes what they follow between an event and its mail hears of it if they followed it at the
    time of the event, by whichever row, and follow it still.
    """

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, related_name="subscriptions", verbose_name=_("subscriber")
    )
    topic = models.ForeignKey(
        "workers.Topic",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriptions",
        verbose_name=_("topic"),
    )
    basis = models.CharField(_("lawful basis"), max_length=12, choices=Basis.choices, default=Basis.CONSENT)
    consent_text = models.CharField(_("version of the consent text"), max_length=20, blank=True)
    source = models.CharField(_("source"), max_length=20, default="form")
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)

    objects = Followed()
    ever = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subscriber", "topic"],
                condition=models.Q(until__isnull=True),
                name="follows_a_topic_once",
            ),
            models.UniqueConstraint(
                fields=["subscriber"],
                condition=models.Q(topic__isnull=True, until__isnull=True),
                name="follows_the_plan_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber_id} → {self.topic_id or 'plan'}"
