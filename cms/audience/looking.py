"""Looks at what would follow if a subject were published now; nothing is published."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.audience.subjects import Subject
from pages.forecasting import forecasting
from pages.releasing.problems import Refused
from pages.releasing.publishing import NotNow
from workers.desk.showing import ShownTurn, show_turns
from workers.models import Event
from workers.services.reaching.foretelling import foretell


@dataclass(frozen=True, slots=True)
class Outlook:
    """Who would hear, of what; the reasons why nobody does; or why it cannot be published as it is."""

    turns: list[ShownTurn] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    obstacle: str = ""
    unexplained: bool = False

    @property
    def silent(self) -> list[Event]:
        """The pages of which nobody hears."""
        told = {turn.event.pk for turn in self.turns}
        return [
            event
            for event in self.events
            if not event.is_release and not {event.pk, event.gathered_by_id} & told
        ]


def look(subject: Subject) -> Outlook:
    """Publish in a transaction that is rolled back, and ask the workers what they would do."""
    try:
        with forecasting(subject.publish) as forecast:
            releases = sorted({page.release for page in forecast.pages if page.release}, key=str)
            foretold = foretell([page.publication for page in forecast.pages], releases)
            turns = show_turns(foretold)
            unexplained = any(page.kind == "material" and not page.note for page in forecast.pages)
            return Outlook(turns, foretold.events, unexplained=unexplained)
    except ValidationError as error:
        return Outlook(obstacle=" ".join(error.messages))
    except Refused:
        return Outlook(obstacle=_("The list of findings says which page cannot be published, and why."))
    except NotNow:
        return Outlook(obstacle=_("It has been published, or is being published by somebody else."))
