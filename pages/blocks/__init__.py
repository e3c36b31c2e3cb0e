"""What the body of a page is made of, one kind of block a file."""

from .body import BodyBlock

__all__ = ["BodyBlock"]
