"""Lets a report that cannot be read stand for itself alone: providers send up to a thousand at once."""

import logging
from typing import Any

from anymail.exceptions import AnymailError
from anymail.signals import AnymailTrackingEvent, tracking
from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.http import HttpRequest
from django.views.generic import View

log = logging.getLogger(__name__)

# What anymail raises for reports that are not as their provider writes them.
UNREADABLE = (
    SuspiciousOperation,
    AnymailError,
    # Mail that came in, which somebody has sent to this address: anymail calls that a fault of the settings.
    ImproperlyConfigured,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
)


class Tolerance:
    """Goes before one of anymail's views: one report at a time is read, and what is none is left out.

    When nothing of a batch can be read, the batch itself cannot: `ValueError`. A provider that is told so
    sends it again, which would help nobody who stands beside one bad report.
    """

    esp_name: str
    signal: Any
    lost = 0

    def parse_events(self, request: HttpRequest) -> list[AnymailTrackingEvent]:
        read = super().parse_events(request)  # type: ignore[misc]  # anymail's view comes after this class
        events = [event for event in read if event is not None]
        if self.lost and not events:
            raise ValueError("nothing of it can be read")
        if self.lost:
            log.warning("%d of %d reports of %s cannot be read", self.lost, len(read), self.esp_name)
        return events

    def esp_to_anymail_event(self, *report: Any) -> AnymailTrackingEvent | None:
        """Return what anymail makes of one report; None for one that it cannot read, or that is about no mail of ours."""
        try:
            event = super().esp_to_anymail_event(*report)  # type: ignore[misc]  # anymail's view comes after this class
        except UNREADABLE:
            self.lost += 1
            return None
        finally:
            # Mandrill's view takes all that follows for what the first one was; mail that comes in is none of ours.
            self.signal = tracking
        return event if isinstance(event, AnymailTrackingEvent) else None

    def unwrap_event(self, report: Any) -> tuple[Any, Any, Any]:
        """Take SparkPost's wrapping off a report, in its view alone; nothing for one that is wrapped otherwise."""
        try:
            kind, event, whole = super().unwrap_event(report)  # type: ignore[misc]  # anymail's view comes after this class
        except UNREADABLE:
            self.lost += 1
            return None, None, report
        return kind, event, whole


def make_tolerant(view: type[View]) -> type[View]:
    """Return anymail's view with this tolerance."""
    return type(f"Tolerant{view.__name__}", (Tolerance, view), {})
