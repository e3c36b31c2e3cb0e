"""The app that holds the site's shell: base templates, styles and middleware."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Kompetensplan"
