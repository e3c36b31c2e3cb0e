"""Why a release cannot be published, in words that an editor can act on."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "empty": _("Nothing has been chosen yet. Choose the drafts to publish."),
    "title_en": _("An English page is among those published, and the English title is missing."),
    "note_sv": _("A material change is mailed with its note, and the note in Swedish is missing."),
    "note_en": _("A material change is mailed with its note, and the note in English is missing."),
    "no_publisher": _("Whoever scheduled it has no account any more. Schedule it anew."),
    "deleted": _("It has been deleted. Take it out of the joint publication."),
    "no_draft": _("There is no draft that is not public already."),
    "overtaken": _(
        "A newer version has been published on its own since this was scheduled. Schedule it anew."
    ),
    "draft_gone": _("The draft that was scheduled is gone. Schedule it anew."),
    "forbidden": _("You may not publish it."),
    "locked": _("Somebody has locked it. Ask them to unlock it."),
    "in_review": _("It is in review. Wait for the reviewer, or cancel the review."),
    "scheduled_itself": _("It has a time of its own to be published at. Remove that time first."),
    "expired": _("Its draft says that it expires at a time that has passed. Change that time first."),
    "parent": _("The page above it, %(title)s, is not public. Publish that one first, or together with it."),
    "source_changed": _(
        "The translation was begun from another version than the draft. Fetch the new texts."
    ),
    "related": _("It names something that has no version in English yet: %(title)s."),
    "invalid": _("It cannot be saved: %(message)s"),
    "unexpected": _("Something went wrong on our side. Nothing was published. Try again, or tell us."),
    "one_language": _("The other language has a public version that does not change with it."),
}
# What our checks of a page found, which say so in their own words.
FOUND = frozenset({"untranslated", "quality"})
# What an editor should know, and may decide about.
WARNINGS = frozenset({"one_language"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason: a code of MESSAGES, the item it is about (its primary key, None for the whole), and what to fill in."""

    code: str
    item: int | None = None
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The reason in the active language; what a check found is in the language it was found in."""
        return str(MESSAGES[self.code]) % self.values if self.code in MESSAGES else self.values["message"]

    @property
    def stops(self) -> bool:
        """Tell whether nothing can be published while it stands."""
        return self.code not in WARNINGS

    def as_stored(self) -> dict[str, Any]:
        """Return it as plain data for a JSON column."""
        return asdict(self)


def read_problems(stored: list[dict[str, Any]]) -> list[Problem]:
    """Return the problems that a column holds; codes of an earlier version are left out."""
    return [Problem(**each) for each in stored if each["code"] in MESSAGES or each["code"] in FOUND]


class Refused(Exception):
    """The release cannot be published; nothing of it was."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems
