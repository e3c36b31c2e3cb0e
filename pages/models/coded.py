"""Page types that people name by a code."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from pages.codes import find_plan, natural_order, validate_code
from pages.forms import CodedPageForm

from .published import PublishedPage


class CodedPage(PublishedPage):
    """A page with a human code, the same in every language and unique in its plan."""

    code = models.CharField(
        _("code"),
        max_length=20,
        validators=[validate_code],
        help_text=_(
            "What people call this part, such as U1, U1.2 or U1.2.3. No other part of the plan has it."
        ),
    )

    base_form_class = CodedPageForm
    override_translatable_fields: ClassVar = [
        *PublishedPage.override_translatable_fields,
        SynchronizedField("code", overridable=False),
    ]
    content_panels: ClassVar = [
        FieldPanel(
            "code",
            help_text=_(
                "U1 for a development area, U1.2 for a priority, U1.2.1 for an action. Each code stands once in the plan."
            ),
        ),
        *PublishedPage.content_panels,
    ]

    class Meta:
        abstract = True

    @property
    def shown_code(self) -> str:
        return self.code

    def get_admin_display_title(self) -> str:
        return f"{self.code} {Page.get_admin_display_title(self)}"

    def find_namesake(self, parent: Page, code: str) -> Page | None:
        """Return another page of the same plan and language that has this code, or None."""
        plan = find_plan(parent)
        if plan is None:
            return None
        for model in CodedPage.__subclasses__():
            others = model.objects.descendant_of(plan).filter(code=code, locale=parent.locale)
            found: Page | None = others.exclude(translation_key=self.translation_key).first()
            if found is not None:
                return found
        return None

    def list_taken_codes(self, parent: Page, *, with_below: bool) -> list[str]:
        """Return the codes that copies of this page below that parent would share with others there."""
        plan = find_plan(parent)
        if plan is None:
            return []
        own, taken = set(), set()
        for model in CodedPage.__subclasses__():
            copied = model.objects.descendant_of(self, inclusive=True) if with_below else model.objects
            own |= set(
                copied.filter(**({} if with_below else {"pk": self.pk})).values_list("code", flat=True)
            )
            there = model.objects.descendant_of(plan).filter(locale=parent.locale)
            taken |= set(there.values_list("code", flat=True))
        return sorted(own & taken, key=natural_order)
