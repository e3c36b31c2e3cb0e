"""What the house adds to Wagtail's desk where several apps meet."""

from cms.audience import hooks as audience
from cms.figures import decisions_hooks as decisions
from cms.figures import visits_hooks as visits

__all__ = ["audience", "decisions", "visits"]
