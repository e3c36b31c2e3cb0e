"""Page views on their way to daily counts."""

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
