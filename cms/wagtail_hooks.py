"""What the house adds to Wagtail's desk where several apps meet."""

from cms.attention import hooks as attention
from cms.audience import hooks as audience
from cms.figures import decisions_hooks as decisions
from cms.figures import mails_hooks as mails
from cms.figures import visits_hooks as visits

__all__ = ["attention", "audience", "decisions", "mails", "visits"]
