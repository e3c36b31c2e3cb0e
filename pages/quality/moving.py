"""Keeps a move from giving a plan the same code twice, or a language a page in the other one."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from pages.codes import find_plan


@hooks.register("before_move_page")
def refuse_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Say why a page cannot move there, and change nothing."""
    reasons = list(explain_move(page, destination))
    for reason in reasons:
        messages.error(request, reason)
    return redirect("wagtailadmin_pages:move", page.pk) if reasons else None


@hooks.register("before_bulk_action")
def refuse_bulk_move(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Move all of the chosen pages or, when one cannot move there, none."""
    if action_type != "move" or not all(isinstance(each, Page) for each in objects):
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    reasons = [reason for page in objects for reason in explain_move(page, destination)]
    for reason in reasons:
        messages.error(request, reason)
    return redirect(action.next_url) if reasons else None


def explain_move(page: Page, destination: Page) -> Iterator[str]:
    """Yield why a page must not come to stand below another."""
    if page.locale_id != destination.locale_id and not destination.is_root():
        yield tell_language(page)
    specific: Any = page.specific
    if hasattr(specific, "list_taken_codes") and not is_in_same_plan(page, destination):
        taken = specific.list_taken_codes(destination, with_below=True)
        if taken:
            yield _(
                "The plan there has these codes already: %(codes)s. Change them first, here or there."
            ) % {"codes": ", ".join(taken)}


def tell_language(page: Page) -> str:
    """Say that a page and the place that was chosen for it are in different languages."""
    return _(
        "“%(title)s” is in another language than the pages there. Choose a place in its own language."
    ) % {"title": page.title}


def is_in_same_plan(page: Page, destination: Page) -> bool:
    """Tell whether a move stays within one plan, where each code stays as it is."""
    return find_plan(page) is not None and find_plan(page) == find_plan(destination)
