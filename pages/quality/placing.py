"""What only the database can tell: a code that is taken, a page above that readers cannot reach."""

from collections.abc import Collection, Iterator
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.models import Page

from .findings import Finding, Place, Severity

NAMING = ("roles", "indicators", "assessments")


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
            message = tell_taken(namesake.title, said_of.code)
            yield Finding("code", Severity.ERROR, message, Place("code"))
    if is_reserved(above, said_of.slug):
        yield Finding("slug", Severity.ERROR, tell_reserved(said_of.slug), Place("slug"))
    if not Page._slug_is_available(said_of.slug, above, said_of):  # noqa: SLF001  as Wagtail's own views
        message = _("The address “%(slug)s” is taken there. Choose another one.") % {"slug": said_of.slug}
        yield Finding("slug", Severity.ERROR, message, Place("slug"))
    if not said_of.live and not above.live and above.pk not in together:
        yield Finding("place", Severity.ERROR, tell_above(above.title), Place("title"))


def tell_taken(title: str, code: str) -> str:
    """Say which part of the plan has a code."""
    return _("“%(title)s” has the code %(code)s. Choose a code that is free in this plan.") % {
        "title": title,
        "code": code,
    }


def is_reserved(above: Any, slug: str) -> bool:
    """Tell whether something else of the site answers at the address that a page would have there."""
    parts = above.get_url_parts()
    if not slug or not parts or parts[2] is None:
        return False
    try:
        return bool(resolve(f"{parts[2]}{slug}/").view_name != "wagtail_serve")
    except Resolver404:
        return False


def tell_reserved(slug: str) -> str:
    """Say that an address belongs to the site itself."""
    return _("The site itself needs the address “%(slug)s”. Choose another one.") % {"slug": slug}


def tell_above(title: str) -> str:
    """Say that the page above is not public."""
    return _("The page above, “%(title)s”, is not public. Publish that one first.") % {"title": title}


def check_note(said_of: Any) -> Iterator[Finding]:
    """Yield an error for a material change that does not say what it is."""
    if getattr(said_of, "change_kind", "") == "material" and not said_of.change_note.strip():
        message = _("Say what has changed: a material change is mailed with its note.")
        yield Finding("note", Severity.ERROR, message, Place("change_note"))


def check_named(said_of: Any) -> Iterator[Finding]:
    """Yield an error for each role, indicator or assessment whose actor, indicator or priority is gone."""
    for field in NAMING:
        for block in getattr(said_of, field, ()):
            value = block.value
            named = value if field == "indicators" else value.get("actor" if field == "roles" else "priority")
            if named is None:
                message = _("What is named here has been deleted. Choose something else, or take it away.")
                yield Finding("named", Severity.ERROR, message, Place(field, str(block.id)))
