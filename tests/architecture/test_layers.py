"""What import-linter cannot see keeps the order of the layers."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from pages.models import HomePage
from tests.architecture.layers import find_upward_names, find_upward_relations
from tests.services.places import ROOT


def test_no_relation_leads_upward() -> None:
    assert find_upward_relations(apps.get_models()) == []


@isolate_apps("pages", "workers")
def test_an_upward_relation_is_seen() -> None:
    class Page(models.Model):
        class Meta:
            app_label = "pages"

    class Topic(models.Model):
        page = models.ForeignKey(Page, models.CASCADE)

        class Meta:
            app_label = "workers"

    assert find_upward_relations([Topic]) == ["Topic.page leads to pages.Page"]


def test_no_template_or_include_names_a_higher_layer() -> None:
    assert find_upward_names(ROOT) == []


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        (
            "pages/templates/pages/x.html",
            '{% include "workers/form.html" %}',
            "workers/form.html belongs to workers",
        ),
        ("pages/templates/pages/x.html", "{% load worker_tags %}", "worker_tags belongs to workers"),
        ("pages/urls.py", 'path("", include("workers.urls"))', "workers belongs to workers"),
        (
            "workers/templates/workers/y.html",
            '{% extends "pages/page.html" %}',
            "pages/page.html belongs to pages",
        ),
    ],
)
def test_an_upward_name_is_seen(tmp_path: Path, file: str, text: str, fault: str) -> None:
    for name in ("workers/templates/workers/form.html", "pages/templates/pages/page.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "workers/templatetags").mkdir()
    (tmp_path / "workers/templatetags/worker_tags.py").write_text("")
    (tmp_path / file).write_text(text)
    assert find_upward_names(tmp_path) == [f"{file}: {fault}"]


def test_every_template_may_extend_the_shell(tmp_path: Path) -> None:
    for name, text in {
        "cms/templates/base.html": "",
        "consent/templates/a.html": '{% extends "base.html" %}',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert find_upward_names(tmp_path) == []


def test_the_page_models_are_among_those_looked_at() -> None:
    assert HomePage in apps.get_models()
