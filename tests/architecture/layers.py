"""The order of the apps, for what imports do not show: relations, template tags, template names, includes."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db.models import Model

# Lower first: an app may name itself and whatever stands before it.
ORDER = ("consent", "pages", "workers", "cms")
SIDEWAYS = frozenset({("workers", "pages"), ("workers", "consent")})
SHELL = "base.html"
TEMPLATE_NAME = re.compile(r"""{%-?\s*(?:extends|include)\s+["']([^"']+)["']""")
LOADED = re.compile(r"{%-?\s*load\s+([^%]+?)\s*-?%}")
INCLUDED = re.compile(r"""include\(\s*["']([a-z_]+)[.\w]*["']""")


def may_name(app: str, other: str) -> bool:
    """Tell whether one of our apps may name another; workers know events only, so no other app at all."""
    if app == other:
        return True
    return ORDER.index(other) < ORDER.index(app) and (app, other) not in SIDEWAYS


def find_upward_relations(models: Iterable[type[Model]]) -> list[str]:
    """Return each foreign key or the like that leads from one of our apps to one it may not name."""
    faults = []
    for model in models:
        app = model._meta.app_label
        for field in model._meta.get_fields():
            target = field.related_model if not field.auto_created else None
            if app in ORDER and isinstance(target, type) and issubclass(target, Model):
                other = target._meta.app_label
                if other in ORDER and not may_name(app, other):
                    faults.append(f"{model.__name__}.{field.name} leads to {other}.{target.__name__}")
    return faults


def find_upward_names(root: Path) -> list[str]:
    """Return each template tag, template name and include() that names an app it may not name."""
    owners = own_template_names(root)
    libraries = own_libraries(root)
    faults = []
    for app in ORDER:
        for path in sorted((root / app).rglob("*")):
            if path.suffix in {".html", ".txt", ".xml", ".py"}:
                text = path.read_text(encoding="utf-8")
                for name, other in names_in(text, path.suffix == ".py", owners, libraries):
                    if not may_name(app, other):
                        faults.append(f"{path.relative_to(root)}: {name} belongs to {other}")
    return faults


def names_in(
    text: str, is_python: bool, owners: dict[str, str], libraries: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what a file names, with the app that owns it; the shell that everyone may extend is left out."""
    if is_python:
        yield from ((name, name) for name in INCLUDED.findall(text) if name in ORDER)
        return
    for name in TEMPLATE_NAME.findall(text):
        if name in owners and name != SHELL:
            yield name, owners[name]
    for group in LOADED.findall(text):
        yield from ((name, libraries[name]) for name in group.split() if name in libraries)


def own_template_names(root: Path) -> dict[str, str]:
    """Return the app of each template of ours, by the name it is asked for."""
    return {
        str(path.relative_to(root / app / "templates")): app
        for app in ORDER
        for path in (root / app / "templates").rglob("*")
        if path.is_file()
    }


def own_libraries(root: Path) -> dict[str, str]:
    """Return the app of each template tag library of ours, by name."""
    return {path.stem: app for app in ORDER for path in (root / app / "templatetags").glob("[!_]*.py")}
