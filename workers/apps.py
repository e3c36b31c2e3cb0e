"""Starts the workers app and lets it hear what the pages announce."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkersConfig(AppConfig):
    name = "workers"
    verbose_name = _("Subscriptions and deliveries")

    def ready(self) -> None:
        from workers import checks, signal_handlers  # noqa: F401  checks register themselves

        signal_handlers.connect()
