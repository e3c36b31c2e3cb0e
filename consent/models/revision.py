"""Revisions of the published policy."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class PolicyRevision(models.Model):
    """The whole registry as it was published at one time, word for word in both languages. Never changed.

    `value` is the time of publication in UTC, whole seconds, ISO 8601; no two revisions share one.
    `terms` says for each category what a visitor's cookie must hold:
    `{category: {"revision": value, "purposes": value}}`. A yes holds while it equals `revision`,
    the latest publication that changed what the category lets happen; a no holds while it was said
    at `purposes` or later, the latest publication that added a purpose.
    """

    value = models.CharField(max_length=32, unique=True)
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()
    terms = models.JSONField()
    changes = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        ordering: ClassVar = ["-value"]

    def __str__(self) -> str:
        return self.value
