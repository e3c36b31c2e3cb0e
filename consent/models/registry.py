"""The draft of the registry: who is let in, what is stored, and in which words visitors are told.

Nothing reads these rows but the desk and `consent.registry.publishing`: what holds for visitors is
the latest `PolicyRevision`. django-cookie-consent's own tables carry what is published.
"""

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from consent.hosts import find_bad_hosts, is_ours, list_our_hosts, split_hosts

COOKIE_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]*")
LONGEST_SECONDS = 10 * 365 * 24 * 60 * 60


class CategoryName(models.TextChoices):
    """The three categories, which are fixed."""

    NECESSARY = "necessary", _("Necessary")
    STATISTICS = "statistics", _("Statistics")
    THIRD_PARTY = "third-party", _("Third party")


class Service(models.Model):
    """Somebody who takes part in our pages: whom a yes lets in, and what they then learn."""

    class Mode(models.TextChoices):
        FRAME = "frame", _("A frame of theirs inside our page")
        SCRIPT = "script", _("A script of theirs, in a frame that is shut off")
        SERVER = "server", _("Our server tells theirs; the browser does not")

    name = models.SlugField(
        _("short name"),
        max_length=32,
        unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", _("Small letters a to z, digits and hyphens."))],
        help_text=_("Stands in the visitor's cookie and never changes. For example: youtube."),
    )
    label = models.CharField(
        _("name"), max_length=80, help_text=_("As people know it. For example: YouTube.")
    )
    category = models.CharField(_("category"), max_length=16, choices=CategoryName.choices)
    company = models.CharField(
        _("company"), max_length=120, help_text=_("Who is responsible by law. For example: Vimeo.com, Inc.")
    )
    kind_sv = models.CharField(_("what it shows, in Swedish"), max_length=40)
    kind_en = models.CharField(_("what it shows, in English"), max_length=40)
    country_sv = models.CharField(_("country, in Swedish"), max_length=120)
    country_en = models.CharField(_("country, in English"), max_length=120)
    purpose_sv = models.TextField(_("why we use it, in Swedish"), max_length=600)
    purpose_en = models.TextField(_("why we use it, in English"), max_length=600)
    shared_sv = models.TextField(_("what they learn, in Swedish"), max_length=600)
    shared_en = models.TextField(_("what they learn, in English"), max_length=600)
    privacy = models.URLField(
        _("their privacy policy"), max_length=300, help_text=_("An address that begins with https://.")
    )
    mode = models.CharField(_("how it takes part"), max_length=8, choices=Mode.choices)
    adapter = models.CharField(
        _("how its addresses are read"),
        max_length=32,
        blank=True,
        help_text=_("Empty for a service that shows nothing in a page."),
    )
    hosts = models.TextField(
        _("hosts"), help_text=_("One a line, without https://. Nothing else of theirs may load.")
    )
    active = models.BooleanField(
        _("in use"), default=True, help_text=_("What is not in use becomes a plain link on the pages.")
    )

    class Meta:
        ordering: ClassVar = ["category", "label"]
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Refuse what is no host, and what would let a whole domain in."""
        bad = find_bad_hosts(self.hosts)
        if bad:
            raise ValidationError(
                {"hosts": _("These are no host names: %(hosts)s.") % {"hosts": ", ".join(bad)}}
            )
        if list_our_hosts() & set(self.host_list):
            raise ValidationError({"hosts": _("This is our own website. What is ours needs no gate.")})

    @property
    def host_list(self) -> list[str]:
        return split_hosts(self.hosts)


class StoredItem(models.Model):
    """One cookie, or one entry of the browser's storage, that we or a service keep with the visitor."""

    class Match(models.TextChoices):
        EXACT = "exact", _("is called exactly so")
        PREFIX = "prefix", _("begins so")
        PATTERN = "pattern", _("looks like this, where * is anything")

    class Storage(models.TextChoices):
        COOKIE = "cookie", _("Cookie")
        LOCAL = "local", _("Local storage")
        SESSION = "session", _("Session storage")
        INDEXED = "indexeddb", _("Database in the browser")

    class Duration(models.TextChoices):
        SESSION = "session", _("until the browser is closed")
        LIMITED = "limited", _("for a limited time")
        LASTING = "lasting", _("until the visitor removes it")

    category = models.CharField(_("category"), max_length=16, choices=CategoryName.choices)
    service = models.ForeignKey(
        Service,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="stored",
        verbose_name=_("service"),
        help_text=_("Empty for what this website stores itself."),
    )
    name = models.CharField(_("name"), max_length=120)
    match = models.CharField(_("the name"), max_length=8, choices=Match.choices, default=Match.EXACT)
    storage = models.CharField(_("kind"), max_length=10, choices=Storage.choices, default=Storage.COOKIE)
    purpose_sv = models.TextField(_("purpose, in Swedish"), max_length=400)
    purpose_en = models.TextField(_("purpose, in English"), max_length=400)
    duration = models.CharField(_("kept"), max_length=8, choices=Duration.choices)
    seconds = models.PositiveIntegerField(
        _("seconds"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_SECONDS)],
        help_text=_("How long it is kept, when the time is limited. A day is 86 400."),
    )
    path = models.CharField(_("path"), max_length=200, default="/")
    host = models.CharField(
        _("host"), max_length=253, blank=True, help_text=_("Whose it is in the browser; empty for our own.")
    )
    built_in = models.BooleanField(_("set by this software"), default=False, editable=False)

    class Meta:
        ordering: ClassVar = ["category", "service__label", "name"]
        verbose_name = _("stored item")
        verbose_name_plural = _("stored items")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["storage", "name", "host", "path"], name="one_declaration_a_stored_item"
            ),
            models.CheckConstraint(
                condition=models.Q(duration="limited", seconds__isnull=False)
                | (~models.Q(duration="limited") & models.Q(seconds__isnull=True)),
                name="seconds_when_time_is_limited",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}*" if self.match == self.Match.PREFIX else self.name

    def clean(self) -> None:
        """Refuse what no browser keeps, a limited time without its length, and a host or category not its own."""
        if (self.duration == self.Duration.LIMITED) != (self.seconds is not None):
            raise ValidationError({"seconds": _("Give the seconds when the time is limited, and only then.")})
        if self.service and self.service.category != self.category:
            raise ValidationError({"category": _("The service belongs to another category.")})
        if self.host and not self.service:
            raise ValidationError({"service": _("Whose is the host? Choose the service.")})
        if self.host and is_ours(self.host):
            raise ValidationError({"host": _("Browsers give this to our own website: leave the host empty.")})
        if self.match != self.Match.EXACT and not self.name.strip("* "):
            raise ValidationError({"name": _("This would take in everything. Write some of the name.")})
        if self.storage == self.Storage.COOKIE and not COOKIE_NAME.fullmatch(self.name):
            raise ValidationError(
                {
                    "name": _(
                        "No cookie can be called so. Take spaces and signs such as ; = and , out of the name."
                    )
                }
            )
        if find_bad_hosts(self.host.removeprefix(".")):
            raise ValidationError({"host": _("These are no host names: %(hosts)s.") % {"hosts": self.host}})
        if not self.path.startswith("/"):
            raise ValidationError({"path": _("A path begins with /.")})


class CategoryText(models.Model):
    """What visitors are told of one category."""

    category = models.CharField(_("category"), max_length=16, choices=CategoryName.choices, unique=True)
    label_sv = models.CharField(_("name, in Swedish"), max_length=40)
    label_en = models.CharField(_("name, in English"), max_length=40)
    purpose_sv = models.TextField(_("purpose, in Swedish"), max_length=800)
    purpose_en = models.TextField(_("purpose, in English"), max_length=800)

    class Meta:
        verbose_name = _("text of a category")
        verbose_name_plural = _("texts of the categories")

    def __str__(self) -> str:
        return self.get_category_display()


class BannerText(models.Model):
    """What the banner says. Its two answers are fixed, so that neither can be made to weigh more."""

    title_sv = models.CharField(_("heading, in Swedish"), max_length=120)
    title_en = models.CharField(_("heading, in English"), max_length=120)
    text_sv = models.TextField(_("text, in Swedish"), max_length=600)
    text_en = models.TextField(_("text, in English"), max_length=600)

    class Meta:
        verbose_name = _("text of the banner")
        verbose_name_plural = _("text of the banner")

    def __str__(self) -> str:
        return self.title_sv
