"""What pages may show through the gate."""

from typing import ClassVar

from django.db import models


class Embed(models.Model):
    """One thing at a provider that a page of ours may show through the gate.

    `id` is `Reference.id`. `title` is the latest that a page gave it, for the editors' eyes.
    """

    id = models.CharField(primary_key=True, max_length=32)
    provider = models.CharField(max_length=32)
    reference = models.CharField(max_length=500)
    title = models.CharField(max_length=255, blank=True)
    url = models.URLField(max_length=500)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "reference"], name="one_embed_a_reference"),
        ]

    def __str__(self) -> str:
        return self.title or self.url
