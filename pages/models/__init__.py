"""Page types and snippets, one a file, and the record of what was public."""

from pages.record import Publication, SiteVersion

from .about import AboutPage
from .accessibility import AccessibilityStatementPage
from .action import ActionPage
from .actor import Actor
from .actor_group import ActorGroup
from .area import DevelopmentAreaPage
from .follow_up import FollowUpPage
from .glossary import GlossaryPage
from .home import HomePage
from .indicator import Indicator
from .municipality import Municipality
from .plan import PlanPage
from .preview_link import PreviewLink
from .principle import PrinciplePage
from .priority import PriorityPage
from .privacy import PrivacyPage
from .release import Release, ReleaseItem
from .standard import StandardPage
from .term import Term

__all__ = [
    "AboutPage",
    "AccessibilityStatementPage",
    "ActionPage",
    "Actor",
    "ActorGroup",
    "DevelopmentAreaPage",
    "FollowUpPage",
    "GlossaryPage",
    "HomePage",
    "Indicator",
    "Municipality",
    "PlanPage",
    "PreviewLink",
    "PrinciplePage",
    "PriorityPage",
    "PrivacyPage",
    "Publication",
    "Release",
    "ReleaseItem",
    "SiteVersion",
    "StandardPage",
    "Term",
]
