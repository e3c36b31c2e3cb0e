"""The human codes (U1, U1.2) that people name parts of the plan by."""

import re

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

validate_code = RegexValidator(
    r"^[A-ZÅÄÖ]{1,3}[1-9]\d{0,2}(\.[1-9]\d{0,2}){0,2}$",
    _("Write a code such as U1 or U1.2: letters, a number that does not begin with 0, no spaces."),
)


def natural_order(code: str) -> tuple[tuple[str, int], ...]:
    """Return a sort key in which U2 comes before U10, as people count."""
    return tuple(
        (letters, int(digits or 0))
        for letters, digits in re.findall(r"([^\d.]*)(\d*)\.?", code)
        if letters or digits
    )


def find_plan(page: Page) -> Page | None:
    """Return the plan that a page is, or stands in; None outside of one. One query."""
    above: Page | None = page.get_ancestors(inclusive=True).filter(content_type__model="planpage").last()
    return above
