"""Page views on their way to daily counts, and to whom visitors were told that they go."""

from typing import ClassVar

from django.db import models


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


class OutgoingView(models.Model):
    """One page view that its visitor let us tell a recipient of; it lives until the recipient has it.

    The rows are the outbox. `recipient` is the host that the policy named when the visitor's yes was
    read, so that nobody else is ever told. `next_attempt_at` is empty until a first attempt failed or
    began: the time of the view is kept nowhere. `holder` is the lease of who is just telling.
    """

    day = models.DateField()
    path = models.CharField(max_length=1000)
    language = models.CharField(max_length=2)
    referring_host = models.CharField(max_length=253, blank=True)
    recipient = models.CharField(max_length=253)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, db_index=True)
    holder = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"{self.day} {self.path} to {self.recipient}"
