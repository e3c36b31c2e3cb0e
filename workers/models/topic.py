"""What can be followed: a copy of the content's tree, kept from events alone."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

HOME = "home"
AREA = "development_area"
PLAN = "plan"
ACTOR = "actor"


class TopicQuerySet(models.QuerySet["Topic"]):
    """Questions that the subscribing pages ask."""

    def followable(self) -> "TopicQuerySet":
        """Topics with a live version in any language, with their versions at hand."""
        return self.filter(versions__live=True).distinct().prefetch_related("versions")

    def chosen(self, keys: Iterable[UUID]) -> "TopicQuerySet":
        return self.filter(key__in=list(keys))


class Topic(models.Model):
    """A page, or an actor, that somebody may follow, known by its translation key."""

    key = models.UUIDField(_("key"), unique=True)
    parent_key = models.UUIDField(_("parent"), null=True, blank=True)
    type = models.CharField(_("type"), max_length=60)
    code = models.CharField(_("code"), max_length=60, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.code or str(self.key)

    def version_in(self, language: str) -> "TopicVersion | None":
        """The live version in this language, else any live one, else None."""
        live = [version for version in self.versions.all() if version.live]
        return next((v for v in live if v.locale == language), live[0] if live else None)


class TopicVersion(models.Model):
    """A topic in one language: what it is called there, where it is, and whether it is live."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="versions", verbose_name=_("topic"))
    locale = models.CharField(_("language"), max_length=12)
    title = models.TextField(_("title"))
    path = models.TextField(_("path"))
    live = models.BooleanField(_("live"), default=True)

    class Meta:
        verbose_name = _("topic in one language")
        verbose_name_plural = _("topics in one language")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "locale"], name="one_version_a_language"),
        ]

    def __str__(self) -> str:
        return self.title
