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


class ActorGroup(models.TextChoices):
    """The eight groups of actors (aktörsgrupper) that develop and carry out the plan."""

    EDUCATION = "education", _("Education providers")
    EMPLOYERS = "employers", _("Employers")
    MUNICIPALITIES = "municipalities", _("Municipalities of the county")
    UNIVERSITIES = "universities", _("Universities")
    SOCIAL_PARTNERS = "social_partners", _("Employers’ organisations and unions")
    AUTHORITIES = "authorities", _("Public authorities and organisations")
    OTHERS = "others", _("Other actors in skills supply")
    POLITICIANS = "politicians", _("Politicians and decision-makers")
