"""One number for the whole site, so that no cache has to know what depends on what."""

from django.db import models


class SiteVersion(models.Model):
    """A single row whose number grows with every change of public content."""

    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def bump(cls) -> None:
        """Count one change, inside the caller's transaction.

        Called before a row is written, so that the lock on this one makes publications take
        their ids in the order in which they are committed: `changes/?after=` misses none.
        """
        if not cls.objects.filter(pk=1).update(number=models.F("number") + 1):
            cls.objects.get_or_create(pk=1, defaults={"number": 1})

    @classmethod
    def current(cls) -> int:
        """Return the number; 0 before the first change."""
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0
