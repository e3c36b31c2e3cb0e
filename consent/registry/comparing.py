"""What differs between two revisions of the policy, and who must be asked again because of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Meaning = Literal["wording", "content", "purpose"]
"""What a change means: nobody is asked again; those who said yes are; everybody is, who said no too."""

Kind = Literal["banner", "category", "services", "stored"]

MEANINGS: tuple[Meaning, ...] = ("wording", "content", "purpose")
BANNER = "banner"
"""Stands where a category's name does: what is asked before any category is looked at."""

FACTS = frozenset({"mode", "adapter", "hosts", "duration", "seconds", "owner"})
RECIPIENT = frozenset({"company", "country", "shared"})


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that differs: in which row (a service, something stored, the category, the banner), and what of it.

    `row` is the row as it is now, or was when it went. `key` is empty for a row that came (`before`
    is None) or went (`after` is None).
    """

    kind: Kind
    row: Mapping[str, Any]
    key: str
    before: Any
    after: Any


@dataclass(slots=True)
class Change:
    """What differs in one category, or in the banner, and the least that it can mean."""

    category: str
    lines: list[Line] = field(default_factory=list)
    least: Meaning = "wording"
    suggested: Meaning = "wording"

    def note(self, line: Line, least: Meaning, suggested: Meaning) -> None:
        self.lines.append(line)
        self.least = weigh(self.least, least)
        self.suggested = weigh(self.suggested, suggested, least)


def weigh(*meanings: Meaning) -> Meaning:
    """Return the meaning that asks the most people again."""
    return max(meanings, key=MEANINGS.index)


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Change]:
    """Return the changes by category, the banner's as `BANNER`; what says the same is not in it. No query.

    Facts (a service comes or goes, its hosts and mode, what is stored, by whom and for how long)
    always ask again who said yes. Words can be a spelling mistake or a new meaning, which only
    people can tell: a changed purpose suggests that it is new, a changed recipient that who said
    yes is asked again.
    """
    old = {category["name"]: category for category in before.get("categories", [])}
    changes = [_compare_banner(before.get("banner", {}), after["banner"])]
    changes += [_compare_category(old.get(category["name"]), category) for category in after["categories"]]
    return {change.category: change for change in changes if change.lines}


def _compare_banner(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    change = Change(BANNER)
    for key in after:
        if before and before.get(key) != after[key]:
            change.note(Line("banner", after, key, before.get(key), after[key]), "wording", "wording")
    return change


def _compare_category(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Change:
    change = Change(after["name"])
    if before is None:
        change.note(Line("category", after, "", None, after), "purpose", "purpose")
        return change
    for key in ("label", "purpose"):
        if before[key] != after[key]:
            line = Line("category", after, key, before[key], after[key])
            change.note(line, "wording", _suggest(key))
    for kind in ("services", "stored"):
        for line in _compare_rows(kind, before[kind], after[kind]):
            least: Meaning = "content" if not line.key or line.key in FACTS else "wording"
            change.note(line, least, _suggest(line.key))
    return change


def _compare_rows(
    kind: Literal["services", "stored"], before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> Iterator[Line]:
    old = {_name(kind, row): row for row in before}
    new = {_name(kind, row): row for row in after}
    for name in dict.fromkeys([*old, *new]):
        if name not in old or name not in new:
            yield Line(kind, new.get(name) or old[name], "", old.get(name), new.get(name))
            continue
        for key, value in new[name].items():
            if old[name].get(key) != value:
                yield Line(kind, new[name], key, old[name].get(key), value)


def _suggest(key: str) -> Meaning:
    if key == "purpose":
        return "purpose"
    return "content" if key in RECIPIENT else "wording"


def _name(kind: str, row: Mapping[str, Any]) -> str:
    """Return what makes a row the same row: a service's name; where, how and under what name it is stored."""
    if kind == "services":
        return str(row["name"])
    return " ".join(str(row[key]) for key in ("name", "match", "storage", "host", "path") if row[key])
