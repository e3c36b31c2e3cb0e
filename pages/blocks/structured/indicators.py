"""Which indicators a priority is followed up by."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from .choosing import KeyChooserBlock


class IndicatorsBlock(StreamBlock):
    """The indicators of a priority, in the order in which readers meet them."""

    indicator = KeyChooserBlock("pages.Indicator", label=_("Indicator"), icon="history")
