"""Compares the texts in code and templates with the Swedish catalogues.

A text that is marked for translation needs a Swedish one that is neither empty nor fuzzy; a Swedish
one whose text is gone is reported too.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

from tests.services.places import ROOT

APPS = ("cms", "workers", "pages", "consent")
KEYWORDS: dict[str, None] = dict.fromkeys(
    (
        "_",
        "__",
        "gettext",
        "gettext_lazy",
        "gettext_noop",
        "ngettext",
        "ngettext_lazy",
        "pgettext",
        "pgettext_lazy",
    )
)
TEMPLATES = ("*.html", "*.txt", "*.xml")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")

Text = tuple[str | None, str]


def extract_texts(app: Path) -> dict[Text, str]:
    """Return every marked text of an app, as (context, English), with the place where it was found."""
    found: dict[Text, str] = {}
    for path in sorted(app.rglob("*.py")):
        found.update(extract_from(path.read_text(encoding="utf-8"), path))
    for pattern in TEMPLATES:
        for path in sorted((app / "templates").rglob(pattern)):
            found.update(extract_from(templatize(path.read_text(encoding="utf-8")), path))
    return found


def extract_from(code: str, path: Path) -> Iterator[tuple[Text, str]]:
    """Yield the marked texts of some Python, or of a template that was turned into it."""
    for line, function, message, _ in extract_python(io.BytesIO(code.encode()), KEYWORDS, [], {}):
        parts = [message] if isinstance(message, str) else [part for part in message or () if part]
        if not parts:
            continue
        context = parts.pop(0) if function and "pgettext" in function and len(parts) > 1 else None
        yield (context, parts[0]), f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{line}"


def read_catalogues(language: str, apps: Iterable[Path]) -> dict[Text, polib.POEntry]:
    """Return the entries of every catalogue of ours in a language, the retired ones left out."""
    entries: dict[Text, polib.POEntry] = {}
    for app in apps:
        path = app / "locale" / language / "LC_MESSAGES" / "django.po"
        if path.is_file():
            for entry in polib.pofile(str(path)):
                if not entry.obsolete:
                    entries[entry.msgctxt, entry.msgid] = entry
    return entries


def find_faults(apps: Iterable[Path], language: str = "sv") -> list[str]:
    """Return what is wrong with the translations, a line each."""
    apps = list(apps)
    texts: dict[Text, str] = {}
    for app in apps:
        texts.update(extract_texts(app))
    entries = read_catalogues(language, apps)
    faults = [f"{place}: not translated: {text[1]!r}" for text, place in texts.items() if text not in entries]
    for text, entry in entries.items():
        if text not in texts:
            faults.append(f"no longer used: {text[1]!r}")
        elif not is_whole(entry):
            faults.append(f"empty or fuzzy: {text[1]!r}")
        elif has_other_placeholders(entry):
            faults.append(f"other placeholders: {text[1]!r}")
    return sorted(faults)


def is_whole(entry: polib.POEntry) -> bool:
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return bool(forms) and all(forms) and not entry.fuzzy


def has_other_placeholders(entry: polib.POEntry) -> bool:
    wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return any(not set(PLACEHOLDER.findall(form)) <= wanted for form in forms)


def main() -> int:
    if not settings.configured:
        settings.configure(USE_I18N=True)
    faults = find_faults(ROOT / app for app in APPS)
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
