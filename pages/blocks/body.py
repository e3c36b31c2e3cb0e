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

TEXT = _("Text")
STRUCTURE = _("Tables, steps and boxes")
FILES = _("Pictures and files")
PLAN = _("From the plan")


class BodyBlock(StreamBlock):
    """The blocks that every page type may use, in the order that editors reach for them."""

    heading = HeadingBlock(label=_("Heading"), group=TEXT)
    paragraph = ParagraphBlock(label=_("Paragraph"), group=TEXT)
    list = ListingBlock(label=_("List"), group=TEXT)
    quote = QuoteBlock(label=_("Quote"), group=TEXT)
    table = TableBlock(label=_("Table"), group=STRUCTURE)
    steps = StepsBlock(label=_("Steps"), group=STRUCTURE)
    accordion = AccordionBlock(label=_("Accordion"), group=STRUCTURE)
    call_out = CallOutBlock(label=_("Call-out"), group=STRUCTURE)
    fact_box = FactBoxBlock(label=_("Fact box"), group=STRUCTURE)
    image = PictureBlock(label=_("Image"), group=FILES)
    document = DocumentBlock(label=_("Document"), group=FILES)
    embed = EmbedBlock(label=_("Video, map or post"), group=FILES)
    actor_list = ActorListBlock(label=_("Actors"), group=PLAN)
    indicator_chart = IndicatorChartBlock(label=_("Indicator chart"), group=PLAN)
    progress_overview = ProgressOverviewBlock(label=_("Progress of the actions"), group=PLAN)
