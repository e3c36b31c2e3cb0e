"""What pages name is not deleted under them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page, ReferenceIndex

from .refusing import find_edit_url

SHOWN = 5


@hooks.register("before_delete_snippet")
def keep_what_is_named(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """Refuse to delete an actor, an indicator or the like while something names it, and say what does."""
    refused = [(instance, named_by) for instance in instances if (named_by := list_naming(instance))]
    for instance, named_by in refused:
        messages.error(request, describe(instance, named_by))
    return redirect(find_edit_url(request, refused[0][0])) if refused else None


def list_naming(instance: Any) -> list[str]:
    """Return the title of each object that names this one, the deleted ones of a bulk action included."""
    references = ReferenceIndex.get_grouped_references_to(instance)
    return [title_of(source) for source, _references in references if source != instance]


def title_of(source: Any) -> str:
    return str(source.get_admin_display_title() if isinstance(source, Page) else source)


def describe(instance: Any, named_by: list[str]) -> str:
    """Return why the object stays, with the first few that name it."""
    titles = "; ".join(f"“{title}”" for title in named_by[:SHOWN])
    others = len(named_by) - SHOWN
    if others > 0:
        titles += ngettext(" and %(count)d more", " and %(count)d more", others) % {"count": others}
    message = _("“%(name)s” was not deleted, because it is named in %(titles)s. Take it out there first.")
    return message % {"name": instance, "titles": titles}
