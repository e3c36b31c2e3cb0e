"""Page types, one a file, and the record of what was public."""

from .about import AboutPage
from .actor import Actor
from .area import DevelopmentAreaPage
from .home import HomePage
from .plan import PlanPage
from .principle import PrinciplePage
from .priority import PriorityPage
from .publication import Publication
from .site_version import SiteVersion
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
