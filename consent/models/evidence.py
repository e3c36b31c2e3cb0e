"""Decisions, and nobody in them: a chain of rows, its head, and how full each minute is."""

from typing import ClassVar

from django.db import models


class Evidence(models.Model):
    """One decision: what was chosen, under which revision, when, and on what surface. Never changed.

    Nothing here says who. `hash` covers every other column, `previous` is the hash of the row
    before (`consent.evidence.hashing`). `commitment` is empty unless the visitor took a receipt; its
    nonce is theirs alone. `count` is above 1 only in a row that stands for the decisions beyond the
    limit of a minute; that row has no choices.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    revision = models.CharField(max_length=32)
    choices = models.JSONField(default=dict)
    language = models.CharField(max_length=2)
    surface = models.CharField(max_length=16)
    count = models.PositiveIntegerField(default=1)
    commitment = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "evidence"
        indexes: ClassVar = [
            models.Index(fields=["hash"], name="evidence_hash"),
            models.Index(
                fields=["commitment"], name="evidence_commitment", condition=~models.Q(commitment="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.at:%Y-%m-%d %H:%M} {self.surface}"


class EvidenceHead(models.Model):
    """The end of the chain, in one row (`id` 1): who locks it may append."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    sequence = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.sequence)


class EvidenceMinute(models.Model):
    """How many rows a minute still takes, and how many decisions came beyond; removed after a day."""

    minute = models.DateTimeField(primary_key=True)
    room = models.PositiveIntegerField()
    beyond = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.minute:%Y-%m-%d %H:%M}: {self.kept} + {self.beyond}"


class Seal(models.Model):
    """One day's rows under one root (Merkle tree of RFC 6962), chained to the day before. Never changed.

    The rows are `first` to `last`; a day without rows has `last` one below `first`. `announced` says
    that the root has left the database, and is no part of `hash`, which also covers the texts of every
    revision of the policy from before the day (`consent.evidence.policies`).
    """

    day = models.DateField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    announced = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.first}-{self.last}"

    @property
    def count(self) -> int:
        """How many rows the day has."""
        return self.last - self.first + 1
