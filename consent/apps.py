"""Starts the consent app and keeps the registry's tables in step with the code."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ConsentConfig(AppConfig):
    name = "consent"
    verbose_name = _("Cookies and services")

    def ready(self) -> None:
        import cookie_consent.conf  # noqa: F401  sets its defaults on the settings, which a test may replace

        from consent import checks  # noqa: F401  models and checks exist only once apps are ready
        from consent.events import registry_published
        from consent.evidence.chaining import write_row
        from consent.gate.renewing import renew_embeds
        from consent.models import Evidence
        from consent.spooling import write_with
        from consent.statistics import checking  # noqa: F401  its own checks

        write_with(Evidence, write_row)
        registry_published.connect(renew_embeds, dispatch_uid="consent.renew_embeds")
        post_migrate.connect(publish_after_migrate, sender=self)


def publish_after_migrate(using: str, **_kwargs: Any) -> None:
    """Publish the registry once both apps' tables stand (not while they are migrated away)."""
    from consent.models import PolicyRevision
    from consent.registry.seeding import seed_registry

    tables = set(connections[using].introspection.table_names())
    if using == "default" and {PolicyRevision._meta.db_table, "cookie_consent_cookie"} <= tables:
        seed_registry()
