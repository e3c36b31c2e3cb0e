"""What consent keeps: revisions of the policy, embeds behind the gate, decisions and page views."""

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


class Embed(models.Model):
    """One thing at a provider that a page of ours may show through the gate.

    `id` is `Reference.id`. `title` is the latest that a page gave it, for the editors' eyes.
    """

    id = models.CharField(primary_key=True, max_length=32)
    provider = models.CharField(max_length=32)
    reference = models.CharField(max_length=255)
    title = models.CharField(max_length=255, blank=True)
    url = models.URLField(max_length=500)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "reference"], name="one_embed_a_reference"),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class Evidence(models.Model):
    """One decision: what was chosen, under which revision, when, and on what surface.

    Nothing here says who. `count` is above 1 only in the one row that stands for all
    decisions beyond the limit of a minute; that row has no choices.
    """

    at = models.DateTimeField(db_index=True)
    revision = models.CharField(max_length=32)
    choices = models.JSONField(default=dict)
    language = models.CharField(max_length=2)
    surface = models.CharField(max_length=16)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["at"], condition=models.Q(surface="overflow"), name="one_overflow_row_a_minute"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.surface}"


class PageView(models.Model):
    """One page view that a visitor let us count; it lives until `counting` has counted it."""

    day = models.DateField()
    path = models.CharField(max_length=1000)
    language = models.CharField(max_length=2)
    referring_host = models.CharField(max_length=253, blank=True)

    def __str__(self) -> str:
        return f"{self.day} {self.path}"


class DailyCount(models.Model):
    """How often one page was viewed in a day, in one language, from one referring host."""

    day = models.DateField()
    path = models.CharField(max_length=1000)
    language = models.CharField(max_length=2)
    referring_host = models.CharField(max_length=253, blank=True)
    views = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "path", "language", "referring_host"], name="one_count_a_day_path_and_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.path}: {self.views}"
