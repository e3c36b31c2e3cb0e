"""Revisions of the published policy."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


class KeptForEverError(RuntimeError):
    """A revision was to be changed or removed."""


class PolicyRevision(models.Model):
    """The whole registry as it was published at one time, word for word in both languages. Never changed.

    `value` is the time of publication in UTC, whole seconds, ISO 8601; no two revisions share one.
    `terms` says for each category what a visitor's cookie must hold:
    `{category: {"revision": value, "purposes": value}}`. A yes holds while it equals `revision`,
    the latest publication that changed what the category lets happen; a no holds while it was said
    at `purposes` or later, the latest publication that added a purpose. `meanings` keeps what each
    change was said to mean (`consent.registry.comparing`).
    """

    value = models.CharField(max_length=32, unique=True)
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()
    terms = models.JSONField()
    meanings = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        ordering: ClassVar = ["-value"]
        verbose_name = pgettext_lazy("registry", "revision")
        verbose_name_plural = pgettext_lazy("registry", "revisions")
        default_permissions = ("view",)
        permissions: ClassVar = [("publish_policyrevision", "Can publish revision")]

    def __str__(self) -> str:
        return self.value

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new revision; one that stands raises `KeptForEverError`."""
        if not self._state.adding:
            raise KeptForEverError(self.value)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: what visitors were shown can be asked for as long as anybody's answer is kept."""
        raise KeptForEverError(self.value)

    @property
    def asked(self) -> list[str]:
        """The categories whose earlier yes holds no more."""
        return [name for name, term in self.terms.items() if term["revision"] == self.value]

    @property
    def asked_who_refused(self) -> list[str]:
        """The categories whose earlier no is asked again too."""
        return [name for name, term in self.terms.items() if term["purposes"] == self.value]
