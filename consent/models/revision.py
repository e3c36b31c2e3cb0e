"""Revisions of the published policy."""

from typing import ClassVar

from django.db import models


class PolicyRevision(models.Model):
    """What one category said from one time on, word for word in both languages. Never changed.

    `value` is what a visitor's cookie holds when they said yes to it: the time of publication,
    which is also the version that django-cookie-consent reads from its own tables.
    """

    category = models.CharField(max_length=32)
    value = models.CharField(max_length=32)
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["category", "value"], name="one_revision_a_category_and_time"),
        ]
        ordering: ClassVar = ["category", "-value"]

    def __str__(self) -> str:
        return f"{self.category} {self.value}"
