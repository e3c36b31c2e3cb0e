"""Page types that people name by a code."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from pages.codes import validate_code

from .published import PublishedPage


class CodedPage(PublishedPage):
    """A page with a human code, the same in every language."""

    code = models.CharField(_("code"), max_length=20, validators=[validate_code])

    override_translatable_fields: ClassVar = [
        *PublishedPage.override_translatable_fields,
        SynchronizedField("code"),
    ]
    content_panels: ClassVar = [FieldPanel("code"), *PublishedPage.content_panels]

    class Meta:
        abstract = True

    @property
    def shown_code(self) -> str:
        return self.code

    def get_admin_display_title(self) -> str:
        return f"{self.code} {Page.get_admin_display_title(self)}"
