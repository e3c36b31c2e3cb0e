"""Prepares the counts of one publication's messages for the templates of the desk."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workers.models import Frequency
from workers.services.counting.detailing import Detail
from workers.services.delivering.explaining import SENTENCES, Cause

WHOLE = 100
STEP = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, what it counts, and what there is to say beside it."""

    place: str
    name: str
    count: int
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """The messages to readers of one language and frequency, by the places of the table."""

    language: str
    frequency: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page of a publication's mail says in numbers."""

    detail: Detail
    figures: tuple[Figure, ...]
    groups: tuple[Column, ...]
    causes: tuple[tuple[Cause, str, int], ...]
    obstacles: tuple[tuple[Cause, str, int], ...]

    @property
    def sentence(self) -> str:
        """What the bar shows, in words."""
        return ngettext(
            "%(done)s of %(total)s mail is done.", "%(done)s of %(total)s mails are done.", self.detail.total
        ) % {"done": self.detail.done, "total": self.detail.total}

    @property
    def said(self) -> str:
        """What is read aloud: seldom something new, or nobody could listen to anything else."""
        if self.detail.finished:
            return _("All mails have been dealt with.")
        tenths = STEP * int(STEP * self.detail.done / self.detail.total) if self.detail.total else 0
        return _("%(percent)s %% of the mails are done.") % {"percent": tenths}


def show_detail(detail: Detail, summary_at: datetime | None = None) -> Shown:
    """Return a detail as it is shown; `summary_at` is when the next summary goes (UTC)."""
    figures = list_figures(detail, summary_at)
    places = [figure.place for figure in figures]
    return Shown(
        detail,
        tuple(figures),
        tuple(
            Column(
                group.language, name_frequency(group.frequency), tuple(group.counts[each] for each in places)
            )
            for group in detail.groups
        ),
        tuple(name_causes(detail.causes)),
        tuple(name_causes(detail.obstacles)),
    )


def list_figures(detail: Detail, summary_at: datetime | None) -> list[Figure]:
    """Return what there is to count, in the order in which it happens; what counts nothing is left out but for the sent."""
    remarks = {
        "retrying": say_when(_("The next attempt is at %(when)s."), detail.next_attempt_at),
        "held": say_when(_("The next summary goes at %(when)s."), summary_at),
        "uncertain": _(
            "The connection was lost before the server’s last answer. They may have arrived, so they are not sent again."
        ),
        "suppressed": _("The reader has left, or the address takes no mail."),
        "cancelled": _("The mail was stopped, or the page was withdrawn."),
    }
    return [
        Figure(place, name, detail.counts[place], remarks.get(place, ""))
        for place, name in name_places().items()
        if detail.counts[place] or place == "sent"
    ]


def name_places() -> dict[str, str]:
    """Return the places where a message may be, in the language that is active."""
    return {
        "sent": _("Sent"),
        "waiting": _("Waiting"),
        "retrying": _("To be tried again"),
        "held": _("Waiting for a summary"),
        "failed": _("Failed"),
        "uncertain": _("Uncertain"),
        "suppressed": _("Not sent"),
        "cancelled": _("Called off"),
    }


def say_when(sentence: str, moment: datetime | None) -> str:
    """Return a sentence with a local time in it, or nothing."""
    return sentence % {"when": date_format(localtime(moment), "SHORT_DATETIME_FORMAT")} if moment else ""


def name_frequency(frequency: str) -> str:
    """Return how often somebody hears; nothing for those who are gone."""
    return str(Frequency(frequency).label) if frequency else ""


def name_causes(causes: Counter[Cause]) -> list[tuple[Cause, str, int]]:
    return [(cause, str(SENTENCES[cause]), number) for cause, number in causes.items()]
