"""The catalogue checker sees what it is there for."""

from pathlib import Path

import pytest

from tests.architecture.catalogues import APPS, find_faults
from tests.services.places import ROOT

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def make_app(folder: Path, entries: str) -> Path:
    app = folder / "app"
    (app / "templates").mkdir(parents=True)
    (app / "views.py").write_text(
        'from django.utils.translation import gettext as _\nx = _("From %(who)s")\n'
    )
    (app / "templates" / "page.html").write_text('{% load i18n %}{% translate "A page" %}')
    catalogue = app / "locale" / "sv" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(HEADER + entries, encoding="utf-8")
    return app


WHOLE = 'msgid "From %(who)s"\nmsgstr "Från %(who)s"\n\nmsgid "A page"\nmsgstr "En sida"\n'


def test_a_whole_catalogue_has_no_faults(tmp_path: Path) -> None:
    assert find_faults([make_app(tmp_path, WHOLE)]) == []


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        (WHOLE.replace("A page", "Another page"), "not translated: 'A page'"),
        (WHOLE.replace("A page", "Another page"), "no longer used: 'Another page'"),
        (WHOLE.replace("En sida", ""), "empty or fuzzy: 'A page'"),
        (WHOLE.replace('msgid "A page"', '#, fuzzy\nmsgid "A page"'), "empty or fuzzy: 'A page'"),
        (WHOLE.replace("Från %(who)s", "Från %(vem)s"), "other placeholders: 'From %(who)s'"),
    ],
)
def test_a_fault_in_a_catalogue_is_found(tmp_path: Path, entries: str, fault: str) -> None:
    assert any(fault in line for line in find_faults([make_app(tmp_path, entries)]))


def test_every_text_of_the_site_is_in_swedish() -> None:
    assert find_faults(ROOT / app for app in APPS) == []
