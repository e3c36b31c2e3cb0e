"""A draft that can be read without a log-in, for some days."""

from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """Questions to the links."""

    def open(self) -> "PreviewLinkQuerySet":
        """Those that still show something."""
        return self.filter(ends_at__gt=timezone.now())


class PreviewLink(models.Model):
    """A link to the latest draft of a page (delad förhandsvisning), made by an editor for a colleague.

    The address is signed and holds nothing but the key. Ending a link is moving its end to now.
    """

    key = models.UUIDField(_("key"), default=uuid4, unique=True, editable=False)
    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="preview_links", verbose_name=_("page")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends at"))

    objects: ClassVar = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.page} ({self.made_at:%Y-%m-%d %H:%M})"

    def is_open_at(self, moment: datetime) -> bool:
        """Tell whether the link shows the draft at that moment."""
        return bool(moment < self.ends_at)
