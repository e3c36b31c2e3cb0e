"""Counts the actions of a plan, or of an area, by how they are going."""

from dataclasses import dataclass, field
from uuid import UUID

from pages.choices import ActionStatus
from pages.codes import natural_order
from pages.record import Publication

COUNTED = ("plan", "development_area", "priority", "action")


@dataclass(slots=True)
class Tally:
    """A part of the plan with the number of actions in each status; `counts` has every status."""

    key: UUID
    parent: UUID | None
    type: str
    code: str
    title: str
    path: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ActionStatus.values, 0))
    parts: list["Tally"] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def tally_actions(locale: str, inside: UUID | None) -> Tally | None:
    """Return what is counted in the part with that key, its own parts in order. One query.

    Without a key it is the plan, if there is just one; None when nothing of the kind is public.
    """
    rows = Publication.objects.open().filter(locale=locale, type__in=COUNTED)
    tallies: dict[UUID, Tally] = {}
    status: dict[UUID, str] = {}
    for key, parent, kind, code, title, path, state in rows.values_list(
        "key", "parent", "type", "code", "title", "path", "content__status"
    ):
        tallies[key] = Tally(key, parent, kind, code, title, path)
        if kind == "action":
            status[key] = state
    for key, state in status.items():
        above = tallies[key].parent
        while above in tallies:
            tallies[above].counts[state] += 1
            above = tallies[above].parent
    for tally in sorted(tallies.values(), key=lambda each: natural_order(each.code)):
        if tally.parent in tallies and tally.type != "action":
            tallies[tally.parent].parts.append(tally)
    if inside is not None:
        return tallies.get(inside)
    plans = [tally for tally in tallies.values() if tally.type == "plan"]
    return plans[0] if len(plans) == 1 else None
