"""What only the database can tell: a code that is taken, a page above that readers cannot reach."""

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext as _

from .findings import Finding, Place, Severity


def check_place(said_of: Any, together: Collection[int]) -> Iterator[Finding]:
    """Yield an error for a code that another part of the plan has, and for a page below a draft.

    A page that is public already may be corrected wherever it stands.
    """
    if not hasattr(said_of, "get_parent") or not said_of.pk:
        return
    above = said_of.get_parent()
    if above is None or above.is_root():
        return
    if hasattr(said_of, "find_namesake"):
        namesake = said_of.find_namesake(above, said_of.code)
        if namesake is not None:
            message = _("“%(title)s” has the code %(code)s. Choose a code that is free in this plan.")
            params = {"title": namesake.title, "code": said_of.code}
            yield Finding("code", Severity.ERROR, message % params, Place("code"))
    if not said_of.live and not above.live and above.pk not in together:
        yield Finding("place", Severity.ERROR, tell_above(above.title), Place("title"))


def tell_above(title: str) -> str:
    """Say that the page above is not public."""
    return _("The page above, “%(title)s”, is not public. Publish that one first.") % {"title": title}


def check_note(said_of: Any) -> Iterator[Finding]:
    """Yield an error for a material change that does not say what it is."""
    if getattr(said_of, "change_kind", "") == "material" and not said_of.change_note.strip():
        message = _("Say what has changed: a material change is mailed with its note.")
        yield Finding("note", Severity.ERROR, message, Place("change_note"))
