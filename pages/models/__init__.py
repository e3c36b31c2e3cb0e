"""Page types, one a file, and the record of what was public."""

from pages.record import Publication, SiteVersion

from .about import AboutPage
from .actor import Actor
from .area import DevelopmentAreaPage
from .home import HomePage
from .plan import PlanPage
from .principle import PrinciplePage
from .priority import PriorityPage
from .standard import StandardPage

__all__ = [
    "AboutPage",
    "Actor",
    "DevelopmentAreaPage",
    "HomePage",
    "PlanPage",
    "PrinciplePage",
    "PriorityPage",
    "Publication",
    "SiteVersion",
    "StandardPage",
]
