"""The body of a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from .accordion import AccordionBlock
from .actor_list import ActorListBlock
from .call_out import CallOutBlock
from .document import DocumentBlock
from .embed import EmbedBlock
from .fact_box import FactBoxBlock
from .heading import HeadingBlock
from .indicator_chart import IndicatorChartBlock
from .listing import ListingBlock
from .paragraph import ParagraphBlock
from .picture import PictureBlock
from .progress_overview import ProgressOverviewBlock
from .quote import QuoteBlock
from .steps import StepsBlock
from .table import TableBlock


class BodyBlock(StreamBlock):
    """The blocks that every page type may use, in the order that editors reach for them."""

    heading = HeadingBlock(label=_("Heading"))
    paragraph = ParagraphBlock(label=_("Paragraph"))
    list = ListingBlock(label=_("List"))
    quote = QuoteBlock(label=_("Quote"))
    table = TableBlock(label=_("Table"))
    steps = StepsBlock(label=_("Steps"))
    accordion = AccordionBlock(label=_("Accordion"))
    call_out = CallOutBlock(label=_("Call-out"))
    fact_box = FactBoxBlock(label=_("Fact box"))
    image = PictureBlock(label=_("Image"))
    document = DocumentBlock(label=_("Document"))
    actor_list = ActorListBlock(label=_("Actors"))
    indicator_chart = IndicatorChartBlock(label=_("Indicator chart"))
    progress_overview = ProgressOverviewBlock(label=_("Progress of the actions"))
    embed = EmbedBlock(label=_("Video"))
