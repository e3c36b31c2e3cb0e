"""Starts the pages app and lets it hear what Wagtail does to its pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("The plan")

    def ready(self) -> None:
        from pages import signal_handlers

        signal_handlers.connect()
