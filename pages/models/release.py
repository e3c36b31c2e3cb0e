"""Several pages that are published as one."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Revision


class ReleaseKind(models.TextChoices):
    """What sort of change a release is, for everything in it that was public before."""

    MATERIAL = "material", _("Material change: shown in the log and mailed to those who follow what changes.")
    MINOR = "minor", _("Minor change: shown in the public change log.")


class ReleaseState(models.TextChoices):
    """How far a release has come."""

    PREPARED = "prepared", pgettext_lazy("state of a joint publication", "Being prepared")
    SCHEDULED = "scheduled", pgettext_lazy("state of a joint publication", "Scheduled")
    PUBLISHED = "published", pgettext_lazy("state of a joint publication", "Published")
    FAILED = "failed", pgettext_lazy("state of a joint publication", "Failed")


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Questions to the releases."""

    def unpublished(self) -> "ReleaseQuerySet":
        """Those whose pages can still be chosen."""
        return self.exclude(state=ReleaseState.PUBLISHED)

    def due(self, now: datetime) -> "ReleaseQuerySet":
        """Those whose time has come, the earliest first."""
        return self.filter(state=ReleaseState.SCHEDULED, go_live_at__lte=now).order_by("go_live_at", "pk")


class Release(models.Model):
    """A joint publication (samlad publicering): drafts of several pages that become public in one moment.

    Once published it is part of the record: the public change log shows its title and its note.
    `problems` is why the schedule failed, as `pages.releasing.problems.Problem` stores it.
    """

    key = models.UUIDField(_("key"), default=uuid4, unique=True, editable=False)
    title_sv = models.CharField(
        _("title in Swedish"),
        max_length=200,
        help_text=_(
            "Heading in the public change log and subject of the mail. Say what has happened, such as: The plan is followed up for 2026."
        ),
    )
    title_en = models.CharField(
        _("title in English"),
        max_length=200,
        blank=True,
        help_text=_("The same in English. Needed when an English page is among those published."),
    )
    kind = models.CharField(
        _("kind of change"),
        max_length=20,
        choices=ReleaseKind.choices,
        default=ReleaseKind.MATERIAL,
        help_text=_(
            "Stands for every page in it. A page that becomes public for the first time is new in any case."
        ),
    )
    note_sv = models.TextField(
        _("change note in Swedish"),
        max_length=1000,
        blank=True,
        help_text=_(
            "Two or three sentences on what is different and what it means for the reader. Required for a material change."
        ),
    )
    note_en = models.TextField(
        _("change note in English"),
        max_length=1000,
        blank=True,
        help_text=_("The same in English. Needed when an English page is among those published."),
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ReleaseState.choices,
        default=ReleaseState.PREPARED,
        editable=False,
    )
    go_live_at = models.DateTimeField(_("to be published"), null=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    publisher = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("publisher"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    problems = models.JSONField(_("problems"), default=list, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects: ClassVar = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint publication")
        verbose_name_plural = _("joint publications")
        ordering: ClassVar = ["-created_at"]
        permissions: ClassVar = [("publish_release", "Can publish several pages as one")]
        indexes: ClassVar = [models.Index(fields=["state", "go_live_at"], name="release_due")]

    def __str__(self) -> str:
        return self.title_sv

    @property
    def titles(self) -> dict[str, str]:
        """The title in each language that somebody wrote it in."""
        return {code: text for code, text in (("sv", self.title_sv), ("en", self.title_en)) if text}

    @property
    def notes(self) -> dict[str, str]:
        """The change note in each language that somebody wrote it in."""
        return {code: text for code, text in (("sv", self.note_sv), ("en", self.note_en)) if text}

    @property
    def is_open(self) -> bool:
        """Tell whether its pages and texts may still be changed: not while scheduled, not afterwards."""
        return self.state in (ReleaseState.PREPARED, ReleaseState.FAILED)


class ReleaseItem(models.Model):
    """One page or other public object, in one language, that a release publishes.

    `title` and `language` are as they were when it was chosen, for when it has been deleted since.
    `revision` is set when the release is scheduled: that draft is published, whatever is written later.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="items")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    content_object = GenericForeignKey("content_type", "object_id")
    title = models.CharField(max_length=255)
    language = models.CharField(max_length=10)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("part of a joint publication")
        verbose_name_plural = _("parts of a joint publication")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "content_type", "object_id"], name="once_in_a_release")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    @property
    def subject(self) -> Any:
        """The page or other object, specific; None when it has been deleted."""
        return self.content_object
