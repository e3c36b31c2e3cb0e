"""Who may do what at the desk: three groups, and the review that a page passes by default.

The groups have Swedish names, because that is what the people in them are called. They are
created once, by a migration; what an administrator changes afterwards stays changed.
"""

from collections.abc import Iterable, Iterator
from typing import Any

EDITORS = "Redaktör"
REVIEWERS = "Granskare"
ADMINISTRATORS = "Administratör"
REVIEW = "Granskning"

# What a group may do with pages, from the root of the tree.
ON_PAGES = {
    EDITORS: ("add", "change"),
    REVIEWERS: ("add", "change", "publish", "lock", "unlock"),
    ADMINISTRATORS: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
}
# What a group may do with what is ours and no page: actors, indicators, terms, releases.
ON_OUR_OWN = {
    EDITORS: ("view", "add", "change"),
    REVIEWERS: ("view", "add", "change", "delete", "publish"),
    ADMINISTRATORS: ("view", "add", "change", "delete", "publish"),
}
# The registry of cookies and services: who writes pages writes its draft, who publishes pages publishes it.
WRITE_REGISTRY: dict[str, tuple[str, ...]] = {
    "consent.service": ("view", "add", "change"),
    "consent.storeditem": ("view", "add", "change"),
    "consent.categorytext": ("view", "change"),
    "consent.bannertext": ("view", "change"),
    "consent.policyrevision": ("view",),
}
PUBLISH_REGISTRY: dict[str, tuple[str, ...]] = {
    **WRITE_REGISTRY,
    "consent.service": ("view", "add", "change", "delete"),
    "consent.storeditem": ("view", "add", "change", "delete"),
    "consent.policyrevision": ("view", "publish"),
}
IN_COLLECTIONS = {
    EDITORS: ("add", "change", "choose"),
    REVIEWERS: ("add", "change", "choose", "delete"),
    ADMINISTRATORS: ("add", "change", "choose", "delete"),
}
ON_OTHERS = {
    EDITORS: WRITE_REGISTRY,
    REVIEWERS: {"wagtailredirects.redirect": ("add", "change", "delete")} | PUBLISH_REGISTRY,
    ADMINISTRATORS: PUBLISH_REGISTRY
    | dict.fromkeys(
        (
            "auth.user",
            "auth.group",
            "wagtailcore.collection",
            "wagtailcore.groupapprovaltask",
            "wagtailcore.locale",
            "wagtailcore.site",
            "wagtailcore.task",
            "wagtailcore.workflow",
            "wagtailredirects.redirect",
        ),
        ("add", "change", "delete"),
    ),
}
WRITTEN_BY_THE_SITE = ("publication", "siteversion")


def provide_groups(apps: Any) -> None:
    """Create or complete the three groups and the review; `apps` is a registry of models.

    Wagtail's own groups and workflow, which have English names, become ours. Running it again
    adds what is missing and takes nothing away.
    """
    groups = {
        EDITORS: rename_or_create(apps, "Editors", EDITORS),
        REVIEWERS: rename_or_create(apps, "Moderators", REVIEWERS),
        ADMINISTRATORS: rename_or_create(apps, "", ADMINISTRATORS),
    }
    for name, group in groups.items():
        group.permissions.add(*find_permissions(apps, name))
        grant_on_root(apps, group, ON_PAGES[name])
        for model in ("wagtailimages.image", "wagtaildocs.document"):
            grant_in_collections(apps, group, model, IN_COLLECTIONS[name])
    grant_in_collections(apps, groups[ADMINISTRATORS], "wagtailcore.collection", ("add", "change", "delete"))
    provide_review(apps, groups[REVIEWERS])


def rename_or_create(apps: Any, before: str, name: str) -> Any:
    """Return the group of this name; Wagtail's own is renamed where there is none yet."""
    group_model = apps.get_model("auth.Group")
    found = group_model.objects.filter(name=name).first()
    found = found or group_model.objects.filter(name=before).first() or group_model(name=name)
    found.name = name
    found.save()
    return found


def find_permissions(apps: Any, name: str) -> Iterator[Any]:
    """Yield the permissions of a group that belong to no place in a tree."""
    yield find_permission(apps, "wagtailadmin.admin", "access_admin", "Can access Wagtail admin")
    yield find_permission(
        apps, "wagtail_localize.translation", "submit_translation", "Can submit translations"
    )
    for model in find_our_own(apps):
        for action in ON_OUR_OWN[name]:
            yield find_model_permission(apps, model._meta.label_lower, action)
    for label, actions in ON_OTHERS[name].items():
        for action in actions:
            yield find_model_permission(apps, label, action)


def find_our_own(apps: Any) -> Iterator[Any]:
    """Yield the models of this app that people edit beside the pages."""
    for model in apps.get_app_config("pages").get_models():
        fields = {field.name for field in model._meta.get_fields()}
        if "page_ptr" not in fields and model._meta.model_name not in WRITTEN_BY_THE_SITE:
            yield model


def find_model_permission(apps: Any, label: str, action: str) -> Any:
    model = apps.get_model(label)
    name = f"Can {action} {model._meta.verbose_name_raw}"
    return find_permission(apps, label, f"{action}_{model._meta.model_name}", name)


def find_permission(apps: Any, label: str, codename: str, name: str) -> Any:
    """Return a permission, created if need be: Django creates its own after all migrations."""
    app_label, model = label.split(".")
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    permission, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return permission


def grant_on_root(apps: Any, group: Any, actions: Iterable[str]) -> None:
    root = apps.get_model("wagtailcore.Page").objects.filter(depth=1).order_by("path").first()
    for action in actions:
        permission = find_permission(apps, "wagtailcore.page", f"{action}_page", f"Can {action} page")
        apps.get_model("wagtailcore.GroupPagePermission").objects.get_or_create(
            group=group, page=root, permission=permission
        )


def grant_in_collections(apps: Any, group: Any, label: str, actions: Iterable[str]) -> None:
    root = apps.get_model("wagtailcore.Collection").objects.filter(depth=1).order_by("path").first()
    for action in actions:
        apps.get_model("wagtailcore.GroupCollectionPermission").objects.get_or_create(
            group=group, collection=root, permission=find_model_permission(apps, label, action)
        )


def provide_review(apps: Any, reviewers: Any) -> None:
    """See to it that pages pass one review, by the reviewers, before they are published."""
    tasks = apps.get_model("wagtailcore.GroupApprovalTask").objects
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task = tasks.filter(name__in=(REVIEW, "Moderators approval")).order_by("pk").first()
    task = task or tasks.create(name=REVIEW, active=True, content_type=content_type)
    task.name = REVIEW
    task.save()
    task.groups.add(reviewers)
    workflows = apps.get_model("wagtailcore.Workflow").objects
    workflow = workflows.filter(name__in=(REVIEW, "Moderators approval")).order_by("pk").first()
    workflow = workflow or workflows.create(name=REVIEW, active=True)
    workflow.name = REVIEW
    workflow.save()
    apps.get_model("wagtailcore.WorkflowTask").objects.get_or_create(
        workflow=workflow, task=apps.get_model("wagtailcore.Task").objects.get(pk=task.pk)
    )
    root = apps.get_model("wagtailcore.Page").objects.filter(depth=1).order_by("path").first()
    apps.get_model("wagtailcore.WorkflowPage").objects.get_or_create(
        page=root, defaults={"workflow": workflow}
    )
