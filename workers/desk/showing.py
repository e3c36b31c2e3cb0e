"""Prepares a foretelling for the templates of the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from workers.models import Event, Frequency
from workers.services.messages.rendering import Words
from workers.services.reaching.foretelling import Foretelling


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """One row of the table of who will be told, and the message that most of them get."""

    event: Event
    language: str
    due_at: datetime
    is_later: bool
    in_summary: bool
    often: str
    count: int
    words: Words | None


def show_turns(foretold: Foretelling) -> list[ShownTurn]:
    """Return the turns in which somebody hears; `is_later` is beyond the undo window, by days."""
    soon = timezone.now() + timedelta(seconds=settings.NOTIFY_DELAY) + timedelta(hours=1)
    return [
        ShownTurn(
            turn.event,
            turn.language,
            turn.due_at,
            turn.due_at > soon,
            turn.frequency != Frequency.NOW,
            str(Frequency(turn.frequency).label),
            len(turn.recipients),
            turn.words,
        )
        for turn in foretold.turns
        if turn.recipients
    ]
