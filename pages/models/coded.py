"""Page types that people name by a code."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from pages.codes import validate_code
from pages.forms import CodedPageForm

from .published import PublishedPage


class CodedPage(PublishedPage):
    """A page with a human code, the same in every language and unique in its plan."""

    code = models.CharField(_("code"), max_length=20, validators=[validate_code])

    base_form_class = CodedPageForm
    override_translatable_fields: ClassVar = [
        *PublishedPage.override_translatable_fields,
        SynchronizedField("code", overridable=False),
    ]
    content_panels: ClassVar = [FieldPanel("code"), *PublishedPage.content_panels]

    class Meta:
        abstract = True

    @property
    def shown_code(self) -> str:
        return self.code

    def get_admin_display_title(self) -> str:
        return f"{self.code} {Page.get_admin_display_title(self)}"

    def find_namesake(self, parent: Page, code: str) -> Page | None:
        """Return another page of the same plan and language that has this code, or None."""
        above = [parent, *parent.get_ancestors().reverse()]
        plan = next(
            (page for page in above if page.specific_class and page.specific_class.__name__ == "PlanPage"),
            None,
        )
        if plan is None:
            return None
        for model in CodedPage.__subclasses__():
            others = model.objects.descendant_of(plan).filter(code=code, locale=parent.locale)
            found: Page | None = others.exclude(translation_key=self.translation_key).first()
            if found is not None:
                return found
        return None
