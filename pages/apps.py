"""Starts the pages app and lets it hear what Wagtail does to its pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("The plan")

    def ready(self) -> None:
        from consent.statistics import register_path_check
        from pages import reading, signal_handlers
        from pages.desk import following

        signal_handlers.connect()
        following.connect()
        register_path_check(reading.is_live_path)
