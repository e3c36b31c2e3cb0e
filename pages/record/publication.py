"""The publication record: what was publicly said, and when."""

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.choices import ChangeKind


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Questions that the API, the change log and the mails ask of the record."""

    def open(self) -> Self:
        """What is public now."""
        return self.filter(valid_to__isnull=True)

    def as_of(self, moment: datetime) -> Self:
        """What was public at that moment."""
        return self.filter(valid_from__lte=moment).filter(
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=moment)
        )

    def of(self, key: UUID, locale: str) -> Self:
        """The rows of one object in one language, oldest first."""
        return self.filter(key=key, locale=locale).order_by("pk")


class Publication(models.Model):
    """One thing that was publicly said in one language, from one moment to another.

    Rows are only ever added; the one update there is closes a row (`valid_to`). The row of a
    withdrawal is closed as it is written, so that an open row always means a public object.
    `path` begins with the language and never holds a host.
    """

    key = models.UUIDField(_("key"))
    locale = models.CharField(_("language"), max_length=10)
    type = models.CharField(_("type"), max_length=40)
    code = models.CharField(_("code"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=255)
    path = models.TextField(_("path"), blank=True)
    parent = models.UUIDField(_("parent"), null=True)
    content = models.JSONField(_("content"))
    hash = models.CharField(_("content hash"), max_length=64)
    kind = models.CharField(_("kind of change"), max_length=20, choices=ChangeKind.choices)
    note = models.TextField(_("change note"), blank=True)
    change = models.UUIDField(_("change"))
    release = models.UUIDField(_("joint publication"), null=True)
    destination = models.UUIDField(_("where its content went"), null=True)
    revision = models.BigIntegerField(_("revision"), null=True)
    logged = models.BooleanField(_("in the change log"))
    valid_from = models.DateTimeField(_("valid from"))
    valid_to = models.DateTimeField(_("valid to"), null=True)

    objects: ClassVar = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "locale"],
                condition=models.Q(valid_to__isnull=True),
                name="one_open_publication",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["locale", "type", "valid_to"], name="publication_listing"),
            models.Index(fields=["key", "locale", "valid_from"], name="publication_history"),
            models.Index(fields=["path"], name="publication_path"),
            models.Index(fields=["change"], name="publication_change"),
            models.Index(fields=["locale", "logged", "valid_from"], name="publication_log"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title} ({self.locale})"


def was_said(published: Any, revision: int | None) -> bool:
    """Tell whether this revision was public before; its kind and note are spent then."""
    if revision is None or published.translation_key is None:
        return False
    rows = Publication.objects.filter(
        key=published.translation_key, locale=published.locale.language_code, revision=revision
    )
    return bool(rows.exists())
