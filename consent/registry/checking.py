"""System checks of the registry: what the code gives it, and, where the database is asked, what is published."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004  Django's own name
from django.db import connections

from consent.categories import CATEGORIES
from consent.models import PolicyRevision, Service
from consent.registry.adapters import ADAPTERS
from consent.registry.describing import find_gaps
from consent.registry.judging import judge_service
from consent.registry.publishing import fingerprint
from consent.registry.seeds import BANNER_TEXT, BANNER_TITLE, SERVICES
from consent.registry.stored import STORED
from consent.texts import ACCEPT, CHOOSE, REFUSE, Text

NAMES = ("necessary", "statistics", "third-party")
Apps = Sequence[AppConfig] | None


@register()
def check_registry(app_configs: Apps, **_kwargs: Any) -> list[CheckMessage]:
    """The categories are the three that are promised, every text stands in both languages, and the seeds hold."""
    found: list[CheckMessage] = []
    if tuple(category.name for category in CATEGORIES) != NAMES:
        found.append(Error(f"The categories are fixed: {', '.join(NAMES)}.", id="consent.E006"))
    found.extend(
        Error(f"A text of the registry is missing: {place}.", id="consent.E007")
        for place, text in list_texts()
        if not (text.sv.strip() and text.en.strip())
    )
    for seed in SERVICES:
        service = Service(
            name=seed.name,
            category=seed.category,
            mode=seed.mode,
            adapter=seed.adapter,
            hosts="\n".join(seed.hosts),
        )
        found.extend(
            Error(f"The service {seed.name} contradicts itself ({field}): {message}", id="consent.E020")
            for field, message in judge_service(service).items()
        )
    return found


@register(Tags.database)
def check_published(app_configs: Apps, databases: Sequence[str] | None, **_kwargs: Any) -> list[CheckMessage]:
    """What visitors meet is whole: published, in both languages, as it was published, and the code can read it."""
    if "default" not in (databases or ()) or not _has_tables():
        return []
    latest = PolicyRevision.objects.first()
    if latest is None:
        return [Error("The registry is not published: run `python -m cms migrate`.", id="consent.E021")]
    found: list[CheckMessage] = []
    content = latest.content
    if tuple(category["name"] for category in content["categories"]) != NAMES:
        found.append(Error(f"The published categories must be {', '.join(NAMES)}.", id="consent.E006"))
    found += [
        Error(f"A published text is missing: {gap}. Publish the registry anew.", id="consent.E022")
        for gap in find_gaps(content)
    ]
    found += [
        Warning(
            f"The published service {service['name']} has addresses that the code cannot read any more "
            f"({service['adapter']}): what pages show of it are plain links.",
            id="consent.W001",
        )
        for category in content["categories"]
        for service in category["services"]
        if service["adapter"] and service["adapter"] not in ADAPTERS
    ]
    found += [
        Error(f"The revision {revision.value} does not say any more what was published.", id="consent.E023")
        for revision in PolicyRevision.objects.iterator(chunk_size=50)
        if fingerprint(revision.content) != revision.fingerprint
    ]
    return found


def list_texts() -> Iterator[tuple[str, Text]]:
    """Yield every text that the code gives the registry, with its place; publishing checks what editors write."""
    fixed = {"banner.title": BANNER_TITLE, "banner.text": BANNER_TEXT}
    yield from {**fixed, "refuse": REFUSE, "accept": ACCEPT, "choose": CHOOSE}.items()
    for category in CATEGORIES:
        yield from (
            (f"{category.name}.label", category.label),
            (f"{category.name}.purpose", category.purpose),
        )
    for stored in (*STORED, *(one for service in SERVICES for one in service.stored)):
        yield f"{stored.name}.purpose", stored.purpose
    for service in SERVICES:
        for part in ("kind", "country", "purpose", "shared"):
            yield f"{service.name}.{part}", getattr(service, part)


def _has_tables() -> bool:
    """Tell whether the database has been migrated this far; what is behind, `doctor` says elsewhere."""
    return PolicyRevision._meta.db_table in connections["default"].introspection.table_names()
