"""Contact persons of actors, and the files they were imported from."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workers.models.record import Source

NAME_LENGTH = 200


class Contact(models.Model):
    """Who somebody is to us, whom we write to as a public task (GDPR, article 6.1 e).

    `informed_at` is when the first mail, which says why we write, was accepted; until then nothing
    else goes to the address. Organisation, group and municipality are topics where they are public.
    """

    subscriber = models.OneToOneField(
        "workers.Subscriber", models.CASCADE, related_name="contact", verbose_name=_("subscriber")
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    organisation = models.CharField(_("organisation"), max_length=NAME_LENGTH)
    actor = models.ForeignKey(
        "workers.Topic",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("actor in the plan"),
    )
    group = models.ForeignKey(
        "workers.Topic", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("group")
    )
    municipality = models.ForeignKey(
        "workers.Topic",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    source = models.CharField(_("source"), max_length=20, choices=Source.choices)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added at"))
    informed_at = models.DateTimeField(_("informed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")

    def __str__(self) -> str:
        return str(self.pk)


class ImportState(models.TextChoices):
    PREVIEW = "preview", _("waiting for your decision")
    RUNNING = "running", _("being imported")
    DONE = "done", _("imported")


class ContactImportQuerySet(models.QuerySet["ContactImport"]):
    """The imports, as the tick and the sweep ask for them."""

    def running(self) -> "ContactImportQuerySet":
        return self.filter(state=ImportState.RUNNING)

    def old(self, days: int) -> "ContactImportQuerySet":
        """Imports that nobody has touched for some days; one that runs is never old."""
        before: datetime = timezone.now() - timedelta(days=days)
        return self.filter(uploaded_at__lt=before).exclude(state=ImportState.RUNNING)


class ContactImport(models.Model):
    """One uploaded list of contact persons, from its preview until it has been swept."""

    file_name = models.CharField(_("file"), max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    state = models.CharField(
        _("state"), max_length=20, choices=ImportState.choices, default=ImportState.PREVIEW
    )
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = ContactImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of contact persons")
        verbose_name_plural = _("imports of contact persons")

    def __str__(self) -> str:
        return self.file_name


class Fate(models.TextChoices):
    """What becomes of a row: of the four, the first is the only one that adds anybody."""

    NEW = "new", _("new")
    KNOWN = "known", _("follows already")
    BARRED = "barred", _("will not be written to")
    BAD = "bad", _("has errors")


class ContactImportRow(models.Model):
    """One row of an uploaded list: `{column: cell}`, and `[column, code, number]` of each error.

    `done` is set in the transaction that adds the person. The cells of a row without errors are
    emptied then: the address lives on with the subscriber alone.
    """

    upload = models.ForeignKey(
        ContactImport, models.CASCADE, related_name="rows", verbose_name=_("import of contact persons")
    )
    line = models.PositiveIntegerField(_("line"))
    cells = models.JSONField(_("cells"), default=dict)
    findings = models.JSONField(_("errors"), default=list)
    fate = models.CharField(_("outcome"), max_length=20, choices=Fate.choices)
    done = models.BooleanField(_("done"), default=False)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        indexes: ClassVar = [models.Index(fields=["upload", "done", "fate"], name="import_row_left")]

    def __str__(self) -> str:
        return str(self.line)
