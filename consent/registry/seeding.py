"""Fills an empty registry, and keeps what the software itself stores in step with the code."""

from copy import deepcopy

from django.db import transaction

from consent.categories import CATEGORIES
from consent.models import BannerText, CategoryText, PolicyRevision, Service, StoredItem
from consent.registry.describing import Content, describe_stored
from consent.registry.publishing import publish_registry
from consent.registry.seeds import BANNER_TEXT, BANNER_TITLE, SERVICES, SeedService
from consent.registry.stored import STORED, Stored
from consent.texts import Text


def seed_registry() -> PolicyRevision | None:
    """Bring the tables in step with the code and publish what the code changed. Idempotent.

    Only an empty registry gets the seeds, and is published whole. Later a new release publishes
    what it stores itself and nothing else: a draft that editors have not published stays one.
    """
    with transaction.atomic():
        latest = PolicyRevision.objects.first()
        if latest is None:
            _plant()
        _keep_built_in()
        return publish_registry(content=_renew_built_in(latest) if latest else None)


def _plant() -> None:
    BannerText.objects.get_or_create(defaults=_split(title=BANNER_TITLE, text=BANNER_TEXT))
    for category in CATEGORIES:
        CategoryText.objects.get_or_create(
            category=category.name, defaults=_split(label=category.label, purpose=category.purpose)
        )
    for seed in SERVICES:
        service, created = Service.objects.get_or_create(name=seed.name, defaults=_describe(seed))
        if created:
            StoredItem.objects.bulk_create([_build(stored, service) for stored in seed.stored])


def _keep_built_in() -> None:
    """Add what the code has begun to store, remove what it has ceased to, and leave editors' words be."""
    kept = []
    for stored in STORED:
        item = StoredItem.objects.filter(built_in=True, name=stored.name, storage=stored.storage).first()
        if item is None:
            item = _build(stored, None)
        item.match, item.path, item.host = stored.match, stored.path, stored.host
        item.duration, item.seconds = stored.duration, stored.seconds
        item.category = stored.category
        item.save()
        kept.append(item.pk)
    StoredItem.objects.filter(built_in=True).exclude(pk__in=kept).delete()


def _renew_built_in(latest: PolicyRevision) -> Content:
    """Return the published content with what the software stores as it is now, in the words last published."""
    content: Content = deepcopy(latest.content)
    items = StoredItem.objects.filter(built_in=True).order_by("name", "host", "path", "storage")
    for category in content["categories"]:
        said = {(item["name"], item["storage"]): item["purpose"] for item in category["stored"]}
        others = [item for item in category["stored"] if not item["built_in"]]
        ours = [describe_stored(item) for item in items if item.category == category["name"]]
        for item in ours:
            item["purpose"] = said.get((item["name"], item["storage"]), item["purpose"])
        category["stored"] = [*ours, *others]
    return content


def _describe(seed: SeedService) -> dict[str, object]:
    plain = {key: getattr(seed, key) for key in ("label", "company", "privacy", "mode", "adapter")}
    texts = _split(kind=seed.kind, country=seed.country, purpose=seed.purpose, shared=seed.shared)
    return {**plain, **texts, "category": seed.category, "hosts": "\n".join(seed.hosts)}


def _build(stored: Stored, service: Service | None) -> StoredItem:
    plain = {
        key: getattr(stored, key)
        for key in ("name", "match", "storage", "duration", "seconds", "path", "host")
    }
    return StoredItem(
        **plain,
        **_split(purpose=stored.purpose),
        category=stored.category,
        service=service,
        built_in=service is None,
    )


def _split(**texts: Text) -> dict[str, str]:
    """Return the columns of texts in two languages: `label_sv`, `label_en` and so on."""
    return {
        f"{name}_{language}": words
        for name, text in texts.items()
        for language, words in text.as_dict().items()
    }
