"""Starts the pages app and lets it hear what Wagtail does to its pages."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("The plan")

    def ready(self) -> None:
        from consent.statistics.recording import register_path_check
        from pages import reading, signal_handlers
        from pages.desk import following

        limit_pictures()
        signal_handlers.connect()
        following.connect()
        register_path_check(reading.is_live_path)


def limit_pictures() -> None:
    """Let Pillow refuse a picture over our limit by its header: it stops at twice its own number.

    Wagtail compares the pixels only once Pillow has decoded them [seen at 56 million].
    """
    Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 2
