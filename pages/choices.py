"""The closed lists that editors choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ChangeKind(models.TextChoices):
    """What sort of change a publication is. Only the first three are an editor's to choose."""

    CORRECTION = "correction", pgettext_lazy("kind of change", "Correction")
    MINOR = "minor", pgettext_lazy("kind of change", "Minor change")
    MATERIAL = "material", pgettext_lazy("kind of change", "Material change")
    NEW = "new", pgettext_lazy("kind of change", "New")
    MOVED = "moved", pgettext_lazy("kind of change", "Moved")
    WITHDRAWN = "withdrawn", pgettext_lazy("kind of change", "Withdrawn")


EDITORS_KINDS = [
    (ChangeKind.CORRECTION.value, _("Correction: spelling or a broken link. Nobody is told.")),
    (ChangeKind.MINOR.value, _("Minor change: shown in the public change log.")),
    (
        ChangeKind.MATERIAL.value,
        _("Material change: shown in the log and mailed to those who follow the page."),
    ),
]


class PlanStatus(models.TextChoices):
    """How far a plan has come, from its first draft to the plan that follows it."""

    DRAFT = "draft", pgettext_lazy("status of the plan", "Draft")
    CONSULTATION = "consultation", pgettext_lazy("status of the plan", "Out for consultation")
    ADOPTED = "adopted", pgettext_lazy("status of the plan", "Adopted")
    REVISION = "revision", pgettext_lazy("status of the plan", "Under revision")
    SUPERSEDED = "superseded", pgettext_lazy("status of the plan", "Superseded")


class ActionStatus(models.TextChoices):
    """How an action is going, in the order in which people read it."""

    NOT_STARTED = "not_started", pgettext_lazy("status of an action", "Not started")
    ONGOING = "ongoing", pgettext_lazy("status of an action", "Ongoing")
    DONE = "done", pgettext_lazy("status of an action", "Done")
    DELAYED = "delayed", pgettext_lazy("status of an action", "Delayed")
    ENDED = "ended", pgettext_lazy("status of an action", "Ended")


class Role(models.TextChoices):
    """What an actor does for a part of the plan."""

    RESPONSIBLE = "responsible", pgettext_lazy("role", "Responsible")
    PARTNER = "partner", pgettext_lazy("role", "Partner")
    FUNDER = "funder", pgettext_lazy("role", "Funder")


class Direction(models.TextChoices):
    """Which way an indicator should go."""

    UP = "up", pgettext_lazy("direction", "Higher is better")
    DOWN = "down", pgettext_lazy("direction", "Lower is better")
    KEEP = "keep", pgettext_lazy("direction", "Should stay as it is")


class Assessment(models.TextChoices):
    """What the yearly follow-up says of a priority."""

    ON_TRACK = "on_track", pgettext_lazy("assessment", "On track")
    BEHIND = "behind", pgettext_lazy("assessment", "Needs more")
    STOPPED = "stopped", pgettext_lazy("assessment", "Not moving")
    REACHED = "reached", pgettext_lazy("assessment", "Reached")


class ComplianceLevel(models.TextChoices):
    """How far the site meets the law on accessibility (DOS-lagen, EN 301 549)."""

    FULL = "full", pgettext_lazy("compliance", "Fully compliant")
    PARTIAL = "partial", pgettext_lazy("compliance", "Partially compliant")
    NOT = "not", pgettext_lazy("compliance", "Not compliant")


class AssessmentMethod(models.TextChoices):
    """How the site's accessibility was assessed."""

    SELF = "self", pgettext_lazy("method", "Our own assessment")
    EXTERNAL = "external", pgettext_lazy("method", "Assessment by an independent expert")
    USERS = "users", pgettext_lazy("method", "Tests with users")


GOALS = [
    (1, _("1. No poverty")),
    (2, _("2. Zero hunger")),
    (3, _("3. Good health and well-being")),
    (4, _("4. Quality education")),
    (5, _("5. Gender equality")),
    (6, _("6. Clean water and sanitation")),
    (7, _("7. Affordable and clean energy")),
    (8, _("8. Decent work and economic growth")),
    (9, _("9. Industry, innovation and infrastructure")),
    (10, _("10. Reduced inequalities")),
    (11, _("11. Sustainable cities and communities")),
    (12, _("12. Responsible consumption and production")),
    (13, _("13. Climate action")),
    (14, _("14. Life below water")),
    (15, _("15. Life on land")),
    (16, _("16. Peace, justice and strong institutions")),
    (17, _("17. Partnerships for the goals")),
]
"""The goals of the United Nations' Agenda 2030, by number."""
