"""What has changed between two revisions of the policy, and who must be asked again because of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Meaning = Literal["wording", "content", "purpose"]
"""What a change means: nobody is asked again; those who said yes are; everybody is, who said no too."""

MEANINGS: tuple[Meaning, ...] = ("wording", "content", "purpose")
FACTS_OF_SERVICE = ("mode", "adapter", "hosts")
FACTS_OF_STORED = ("duration", "seconds")
RECIPIENT = ("company", "country")


@dataclass(slots=True)
class Change:
    """What changed in one category: lines of (place, before, after), and the least that it can mean."""

    category: str
    lines: list[tuple[str, Any, Any]] = field(default_factory=list)
    least: Meaning = "wording"
    suggested: Meaning = "wording"

    def note(self, place: str, before: Any, after: Any, least: Meaning, suggested: Meaning) -> None:
        self.lines.append((place, before, after))
        self.least = max(self.least, least, key=MEANINGS.index)
        self.suggested = max(self.suggested, suggested, least, key=MEANINGS.index)


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Change]:
    """Return the changes by category; a category that says the same is not in it. No query.

    Facts (a service comes or goes, its hosts and mode, what is stored and for how long) always ask
    again who said yes. Words can be a spelling mistake or a new meaning, which only people can tell:
    a changed purpose suggests that it is new, a changed recipient that who said yes is asked again.
    """
    old = {category["name"]: category for category in before.get("categories", [])}
    found = {}
    for category in after["categories"]:
        change = Change(category["name"])
        _compare_category(change, old.get(category["name"], {}), category)
        _compare_banner(change, before.get("banner", {}), after["banner"])
        if change.lines:
            found[change.category] = change
    return found


def _compare_category(change: Change, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    if not before:
        change.note("category", None, after["name"], "purpose", "purpose")
        return
    for key, suggested in (("label", "wording"), ("purpose", "purpose")):
        _compare_value(change, key, before[key], after[key], "wording", suggested)  # type: ignore[arg-type]  # a literal in a tuple is a str to mypy
    _compare_rows(change, "services", before, after)
    _compare_rows(change, "stored", before, after)


def _compare_rows(change: Change, kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    old = {_name(kind, row): row for row in before[kind]}
    new = {_name(kind, row): row for row in after[kind]}
    for name in [*old, *(name for name in new if name not in old)]:
        if name not in new:
            change.note(name, old[name], None, "content", "content")
        elif name not in old:
            change.note(name, None, new[name], "content", "content")
        else:
            for key in new[name]:
                least: Meaning = "content" if key in (*FACTS_OF_SERVICE, *FACTS_OF_STORED) else "wording"
                suggested: Meaning = (
                    "purpose" if key == "purpose" else "content" if key in (*RECIPIENT, "shared") else least
                )
                _compare_value(change, f"{name}.{key}", old[name].get(key), new[name][key], least, suggested)


def _compare_value(
    change: Change, place: str, before: Any, after: Any, least: Meaning, suggested: Meaning
) -> None:
    if before != after:
        change.note(place, before, after, least, suggested)


def _compare_banner(change: Change, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    for key in after:
        _compare_value(change, f"banner.{key}", before.get(key), after[key], "wording", "wording")


def _name(kind: str, row: Mapping[str, Any]) -> str:
    """Return what makes a row the same row: a service's name; where, how and under what name it is stored."""
    if kind == "services":
        return str(row["name"])
    return " ".join(str(row[key]) for key in ("name", "match", "storage", "host", "path") if row[key])
