"""The app that holds the site's shell: base templates, styles and middleware."""

from importlib import import_module

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Kompetensplan"

    def ready(self) -> None:
        """Make our Celery application the one that every process sends to."""
        import_module("cms.celery")
