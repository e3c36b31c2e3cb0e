"""Decisions, and nobody in them."""

from typing import ClassVar

from django.db import models


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
