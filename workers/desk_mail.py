"""Lets Django and Wagtail send what they write to editors by the same way as everything else."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from workers.answers import Verdict
from workers.mail import Carrier, CarrierDown, open_carrier


class DeskMailBackend(BaseEmailBackend):
    """A Django mail backend over the carrier of `workers.mail`: moderation, and errors to administrators."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return how many messages reached all their recipients. Raises `CarrierDown` unless told to be silent."""
        try:
            carrier = open_carrier()
        except CarrierDown:
            if self.fail_silently:
                return 0
            raise
        try:
            return sum(hand_over(carrier, message) for message in email_messages)
        except CarrierDown:
            if self.fail_silently:
                return 0
            raise
        finally:
            carrier.close()


def hand_over(carrier: Carrier, message: EmailMessage) -> bool:
    """Send one message to each of its recipients; True when all of them got it."""
    octets = message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own message takes it
    outcomes = []
    for recipient in message.recipients():
        carrier.begin(recipient)
        outcomes.append(carrier.send(octets))
    return all(outcome.verdict == Verdict.SENT for outcome in outcomes)
