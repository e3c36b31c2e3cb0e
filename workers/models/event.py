"""What happened, and whose turn it is to hear of it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

RELEASE = "release"


class EventState(models.TextChoices):
    SILENT = "silent", _("no mail")
    WAITING = "waiting", _("waiting")
    RELEASED = "released", _("released")
    SUPERSEDED = "superseded", _("superseded")
    CANCELLED = "cancelled", _("cancelled")


class Event(models.Model):
    """One publication as it was announced; the row is written in the publication's own transaction.

    `announced_kind` is what matching goes by: the event's own kind, or the stronger one of the
    publication that it replaces or translates. `announcement` is the key under which nobody hears
    twice: the change's own id, or the one that this event carries on.

    `names` are the keys of what the content names: who follows an actor hears of what it has a role in.

    A release is an event of its own, without a publication: its key, change and announcement are
    the release's, and it has a title and a note in each language. The events that it gathered have
    no turns: they are told in its message.
    """

    publication = models.BigIntegerField(_("publication"), unique=True, null=True, blank=True)
    change = models.UUIDField(_("change"), db_index=True)
    announcement = models.UUIDField(_("announcement"), db_index=True)
    key = models.UUIDField(_("key"))
    parent_key = models.UUIDField(_("parent"), null=True, blank=True)
    locale = models.CharField(_("language"), max_length=12)
    type = models.CharField(_("type"), max_length=60)
    code = models.CharField(_("code"), max_length=60, blank=True)
    title = models.TextField(_("title"))
    path = models.TextField(_("path"))
    kind = models.CharField(_("kind"), max_length=12)
    announced_kind = models.CharField(_("announced as"), max_length=12)
    note = models.TextField(_("change note"), blank=True)
    logged = models.BooleanField(_("in the public log"))
    names = models.JSONField(_("what it names"), default=list, blank=True)
    at = models.DateTimeField(_("at"))
    state = models.CharField(_("state"), max_length=12, choices=EventState.choices)
    superseded_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("superseded by"),
    )
    gathered_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("told in the message of"),
    )
    titles = models.JSONField(_("titles by language"), default=dict, blank=True)
    notes = models.JSONField(_("notes by language"), default=dict, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes: ClassVar = [models.Index(fields=["key", "locale", "state"], name="event_by_page")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code or self.title} ({self.locale})"

    @property
    def is_release(self) -> bool:
        """Tell whether this is several publications in one."""
        return self.kind == RELEASE


class HearingState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DONE = "done", _("done")
    SUPERSEDED = "superseded", _("superseded")
    CANCELLED = "cancelled", _("cancelled")


class HearingQuerySet(models.QuerySet["Hearing"]):
    """The turns, as the tick asks for them."""

    def owed(self, now: datetime) -> "HearingQuerySet":
        """Turns whose time has come, whether somebody has taken them or not."""
        return self.filter(state=HearingState.WAITING, due_at__lte=now)

    def due(self, now: datetime) -> "HearingQuerySet":
        """Turns to take: whose time has come, and which nobody has, or had for too long."""
        free = models.Q(leased_until=None) | models.Q(leased_until__lte=now)
        return self.owed(now).filter(free)


class Hearing(models.Model):
    """One language's turn to hear of one event, in the event's own language.

    Readers of the event's language hear after the undo window. Readers of another language hear at
    the same time when the page has no live version in it, and after some days when it has one that
    was not updated. `due_at` is what was promised, and stays. A turn that is taken is due again when
    its lease ends; `tries` is how often it was taken, which is once unless something breaks it off.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="hearings", verbose_name=_("event"))
    language = models.CharField(_("readers' language"), max_length=12)
    due_at = models.DateTimeField(_("due at"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    state = models.CharField(
        _("state"), max_length=12, choices=HearingState.choices, default=HearingState.WAITING
    )

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("turn to hear")
        verbose_name_plural = _("turns to hear")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "language"], name="one_turn_a_language"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="hearing_due", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.language}"
