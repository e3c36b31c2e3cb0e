"""Prepares what the templates of public pages show around the page's own words."""

from typing import Any
from uuid import UUID

from pages.glossary import Glossary
from pages.lagging import read_later_change
from pages.publishable import PublishablePage
from pages.reading import IN_THE_PLAN, Entry, read_children, read_dates, read_plan

WITH_ACTIONS = ("priority", "action")
FOLLOWABLE = ("plan", "development_area", "priority", "action")


def describe_surroundings(page: PublishablePage) -> dict[str, Any]:
    """Return plan, entry, crumbs, neighbours and dates of a page, as its template reads them.

    `entry` is None in the preview of a page that was never public.
    """
    locale = page.locale.language_code
    plan = read_plan_around(page, locale)
    entries = flatten(plan) if plan else {}
    if page.type_name in WITH_ACTIONS:
        add_actions(page, entries, locale)
    entry = entries.get(page.translation_key)
    return {
        "plan": plan,
        "entry": entry,
        "open_keys": {page.translation_key, *trace_keys(page, entries)},
        "crumbs": trace_crumbs(page, entries),
        "onward": find_neighbours(entry, entries) if entry else {},
        "dates": read_dates(page.translation_key, locale),
        "source_changed": read_later_change(page),
        "followable": page.type_name in FOLLOWABLE,
        "glossary": Glossary(locale),
    }


def read_plan_around(page: PublishablePage, locale: str) -> Entry | None:
    """Return the plan that the page belongs to, or None outside of one."""
    if page.type_name not in (*IN_THE_PLAN, "action"):
        return None
    parent = page.get_parent()
    own = read_plan(locale, page.translation_key) if page.type_name != "action" else None
    return own or (read_plan(locale, parent.translation_key) if parent else None)


def add_actions(page: PublishablePage, entries: dict[UUID, Entry], locale: str) -> None:
    """Put the actions of this priority, or of this action's priority, among the entries. One query."""
    above = page.translation_key if page.type_name == "priority" else page.get_parent().translation_key
    actions = read_children(locale, above, "action")
    if above in entries:
        entries[above].children = actions
    entries.update({action.key: action for action in actions})


def flatten(entry: Entry) -> dict[UUID, Entry]:
    """Return the entry and all below it by key, in the order in which people read them."""
    found = {entry.key: entry}
    for child in [*entry.principles, *entry.areas, *entry.priorities, *entry.follow_ups, *entry.other_pages]:
        found |= flatten(child)
    return found


def trace_crumbs(page: PublishablePage, entries: dict[UUID, Entry]) -> list[tuple[str, str]]:
    """Return (title, path) of each page between the front page and this one, the uppermost first."""
    if not entries:
        return [(above.title, above.url) for above in page.get_ancestors().filter(depth__gt=2).live()]
    above = [entries[key] for key in reversed(trace_keys(page, entries))]
    return [(f"{each.code} {each.title}".strip(), each.path) for each in above]


def trace_keys(page: PublishablePage, entries: dict[UUID, Entry]) -> list[UUID]:
    """Return the keys above this page within the plan, the nearest first."""
    keys = []
    parent = page.get_parent()
    above = entries.get(parent.translation_key) if parent else None
    while above is not None:
        keys.append(above.key)
        above = entries.get(above.parent) if above.parent else None
    return keys


def find_neighbours(entry: Entry, entries: dict[UUID, Entry]) -> dict[str, Entry | None]:
    """Return `{up, following}`: the page above, and the next of the same type."""
    same = [other for other in entries.values() if other.type == entry.type]
    place = same.index(entry)
    return {
        "up": entries.get(entry.parent) if entry.parent else None,
        "following": same[place + 1] if place + 1 < len(same) else None,
    }
