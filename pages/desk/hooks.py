"""Puts the parts of the desk where Wagtail finds them."""

from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from pages.desk import aliasing, cascading, dashboard, reviewing, sending, speaking, telling
from pages.desk.listing import DeskPageViewSet
from pages.desk.report import TranslationsReport
from pages.desk.submitting import SubmitPageView, SubmitSnippetView
from pages.desk.updating import UpdateView

BEFORE_LOCALIZE = -10
AFTER_WAGTAIL = 10

hooks.register("construct_translated_pages_to_cascade_actions", cascading.take_translations_along)
hooks.register("before_bulk_action", cascading.remember_translations)
hooks.register("after_bulk_action", cascading.cascade_bulk)
hooks.register("before_move_page", cascading.refuse_taken_slug)
hooks.register("construct_page_action_menu", aliasing.hide_alias)
hooks.register("insert_editor_js", aliasing.hide_alias_in_translator)
hooks.register("register_page_header_buttons", reviewing.add_comparison)
hooks.register("insert_global_admin_js", speaking.say_in_scripts)
hooks.register("before_edit_page", telling.tell_change, order=BEFORE_LOCALIZE)
hooks.register("before_edit_snippet", telling.tell_change, order=BEFORE_LOCALIZE)


def take_away(name: str, module: str) -> None:
    """Unregister what a library does at a hook; Wagtail has no public way to."""
    import_module(module)
    hooks._hooks[name][:] = [each for each in hooks._hooks[name] if each[0].__module__ != module]  # noqa: SLF001  see above


# Four queries for each page of a list [measured]; the column of ages leads to the same places.
take_away("register_page_listing_more_buttons", "wagtail_localize.wagtail_hooks")
# Where one language mirrors another, each new page becomes an alias there.
take_away("after_create_page", "wagtail_localize.synctree")
aliasing.stop_mirroring()


@hooks.register("register_admin_urls", order=BEFORE_LOCALIZE)
def register_urls() -> list[URLPattern | URLResolver]:
    """The report of translations, and our own views where wagtail-localize would change what readers see."""
    results = TranslationsReport.as_view(results_only=True)
    return [
        path("localize/update/<int:translation_source_id>/", UpdateView.as_view()),
        path("localize/submit/page/<int:page_id>/", SubmitPageView.as_view()),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            SubmitSnippetView.as_view(),
        ),
        path("localize/page/<int:page_id>/convert_to_alias/", aliasing.refuse_alias),
        path("translations/<int:page_id>/send/", sending.send, name="send_translation"),
        path("reports/translation-age/", TranslationsReport.as_view(), name="translation_report"),
        path("reports/translation-age/results/", results, name="translation_report_results"),
    ]


@hooks.register("register_admin_viewset", order=AFTER_WAGTAIL)
def register_pages() -> DeskPageViewSet:
    return DeskPageViewSet()


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return MenuItem(_("Translations"), reverse("translation_report"), icon_name="globe", order=50)


@hooks.register("construct_reports_menu")
def hide_other_report(request: HttpRequest, menu_items: list[Any]) -> None:
    """wagtail-localize's own report counts what was begun, not what is missing, and is called the same."""
    menu_items[:] = [item for item in menu_items if "/localize/" not in item.url]


@hooks.register("construct_homepage_panels", order=AFTER_WAGTAIL)
def arrange_panels(request: HttpRequest, panels: list[Any]) -> None:
    dashboard.arrange(request, panels)
