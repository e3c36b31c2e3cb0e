"""The record can be completed, and is never rewritten."""

from io import StringIO

import pytest
from django.core.management import call_command

from pages.models import DevelopmentAreaPage, Publication
from tests.pages.building import add, build_area, build_plan, publish

pytestmark = pytest.mark.django_db


def check() -> tuple[int, str]:
    """Return exit code and output of `rebuild_publications --check`."""
    output = StringIO()
    try:
        call_command("rebuild_publications", "--check", stdout=output)
    except SystemExit as end:
        return int(end.code or 0), output.getvalue()
    return 0, output.getvalue()


def test_a_whole_record_has_nothing_to_add() -> None:
    add(build_plan(), DevelopmentAreaPage, live=False, title="Utkast", slug="utkast", code="U9")
    rows = Publication.objects.count()
    assert check()[0] == 0
    call_command("rebuild_publications", stdout=StringIO())
    assert Publication.objects.count() == rows


def test_a_live_page_without_a_row_is_found_and_added() -> None:
    area = build_area()
    Publication.objects.filter(key=area.translation_key).delete()
    code, output = check()
    assert (code, "/sv/planen/u1/" in output) == (1, True)
    call_command("rebuild_publications", stdout=StringIO())
    assert check()[0] == 0
    assert Publication.objects.get(key=area.translation_key).title == "Lära hela livet"


def test_rows_that_are_there_stay_as_they_are() -> None:
    area = publish(build_area(), lead="Nytt.")
    before = list(Publication.objects.values())
    DevelopmentAreaPage.objects.filter(pk=area.pk).update(lead="Vid sidan av.")
    call_command("rebuild_publications", stdout=StringIO())
    assert list(Publication.objects.values()) == before
