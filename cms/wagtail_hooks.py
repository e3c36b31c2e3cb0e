"""What the house adds to Wagtail's desk where several apps meet."""

from cms.audience import hooks as audience

__all__ = ["audience"]
