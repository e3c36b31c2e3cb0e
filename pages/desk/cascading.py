"""What happens to a Swedish page's place or publicity at the desk happens to its translation too."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.admin import messages
from wagtail.models import Page

SOURCE = settings.LANGUAGE_CODE
CASCADED = ("move", "unpublish", "delete")


def take_translations_along(pages: list[Page], action: str) -> dict[Page, Any]:
    """Return the translations of each Swedish page. A translation's own move or end is its own."""
    return {page: find_translations(page) for page in pages} if action in CASCADED else {}


def find_translations(page: Page) -> Any:
    translations = Page.objects.translation_of(page, inclusive=False)
    if page.locale.language_code != SOURCE:
        return translations.none()
    return translations


def remember_translations(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Before a bulk action, whose own code knows nothing of translations, note which there are and where."""
    if action_type in CASCADED and all(isinstance(each, Page) for each in objects):
        action.taken_along = [
            (translation, translation.get_parent().translation_key == page.get_parent().translation_key)
            for page in objects
            for translation in find_translations(page)
        ]


def cascade_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Do to the translations what was done to the chosen pages, in the same transaction."""
    for translation, is_beside in getattr(action, "taken_along", []):
        fresh = Page.objects.filter(pk=translation.pk).first()
        if fresh is None:
            continue
        if action_type == "unpublish":
            with_below = action.cleaned_form.cleaned_data["include_descendants"]
            end = UnpublishPageAction(fresh.specific, user=request.user, include_descendants=with_below)
            end.execute(skip_permission_checks=True)
        elif is_beside and action_type == "delete":
            DeletePageAction(fresh.specific, user=request.user).execute(skip_permission_checks=True)
        elif is_beside:
            move_beside(fresh, action.cleaned_form.cleaned_data["chooser"], request.user)


def move_beside(translation: Page, destination: Page, user: Any) -> None:
    """Move a translation below the destination's own translation; without one it stays where it is."""
    below = destination.get_translation_or_none(translation.locale)
    if below is not None and Page._slug_is_available(translation.slug, below, translation):  # noqa: SLF001  as Wagtail's own view
        MovePageAction(translation.specific, below, pos="last-child", user=user).execute()


def refuse_taken_slug(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Refuse to move a page whose translation finds its address taken where it would come to stand."""
    for translation in find_translations(page):
        below = destination.get_translation_or_none(translation.locale)
        beside = translation.get_parent().translation_key == page.get_parent().translation_key
        if not beside or below is None or Page._slug_is_available(translation.slug, below, translation):  # noqa: SLF001  as Wagtail's own view
            continue
        messages.error(
            request,
            _(
                "The translation “%(title)s” cannot move along: its address “%(slug)s” is taken there. Change one of the two first."
            )
            % {"title": translation.title, "slug": translation.slug},
        )
        return redirect("wagtailadmin_pages:move", page.pk)
    return None
