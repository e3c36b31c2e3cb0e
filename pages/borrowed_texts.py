"""Texts of Wagtail's that have no Swedish, or none that a reader understands; our catalogue translates them."""

from django.utils.translation import gettext_noop as _

BORROWED = (
    _("unknown number"),
    _("This file has too many pixels (%(num_pixels)s). Maximum pixels %(max_pixels_count)s."),
)
