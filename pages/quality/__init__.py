"""What makes a page good enough to publish: our own checks, and the gate that asks them."""

from .checking import check_publishable, find_errors
from .findings import Finding, Place, Severity

__all__ = ["Finding", "Place", "Severity", "check_publishable", "find_errors"]
