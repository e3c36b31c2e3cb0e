"""The body of a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from .embed import EmbedBlock
from .fact_box import FactBoxBlock
from .heading import HeadingBlock
from .listing import ListingBlock
from .paragraph import ParagraphBlock
from .picture import PictureBlock
from .quote import QuoteBlock


class BodyBlock(StreamBlock):
    """The blocks that every page type may use, in the order that editors reach for them."""

    heading = HeadingBlock(label=_("Heading"))
    paragraph = ParagraphBlock(label=_("Paragraph"))
    list = ListingBlock(label=_("List"))
    quote = QuoteBlock(label=_("Quote"))
    fact_box = FactBoxBlock(label=_("Fact box"))
    image = PictureBlock(label=_("Image"))
    embed = EmbedBlock(label=_("Video"))
