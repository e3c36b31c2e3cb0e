"""The example fills an empty database once, in both languages, with the plan's own facts."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Locale, Page

from pages.models import Actor, ActorGroup, HomePage, PrinciplePage, Publication
from pages.quality import check_publishable

pytestmark = pytest.mark.django_db

PRINCIPLES = [
    "Vi inspirerar till samarbete",
    "Vi länkar en helhet",
    "Vi har ett entreprenöriellt mindset",
    "Vi är inkluderande",
    "Vi tar samhällsansvar",
]


@pytest.fixture(scope="module")
def _example(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The example, loaded once for all that look at it here, and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_example", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("_example")
def test_loading_twice_is_the_same_as_once() -> None:
    before = (Page.objects.count(), Actor.objects.count(), Publication.objects.count())
    call_command("load_example", verbosity=0)
    assert (Page.objects.count(), Actor.objects.count(), Publication.objects.count()) == before


@pytest.mark.usefixtures("_example")
def test_everything_is_public_in_both_languages_and_says_something_else_in_each() -> None:
    swedish, english = (
        {row.key: row for row in Publication.objects.open().filter(locale=locale)} for locale in ("sv", "en")
    )
    assert swedish.keys() == english.keys()
    same = {row.title for key, row in swedish.items() if row.title == english[key].title}
    assert same <= {"Region Västmanland"}
    assert not [row for key, row in swedish.items() if row.path and row.path == english[key].path]
    assert not [
        row.title for row in english.values() if " och " in json.dumps(row.content, ensure_ascii=False)
    ]


@pytest.mark.usefixtures("_example")
def test_the_five_principles_stand_in_their_order() -> None:
    swedish = PrinciplePage.objects.filter(locale__language_code="sv").order_by("order")
    assert [page.title for page in swedish] == PRINCIPLES


@pytest.mark.usefixtures("_example")
def test_each_of_the_eight_groups_has_an_actor() -> None:
    groups = ActorGroup.objects.filter(locale__language_code="sv")
    assert groups.count() == 8
    assert not groups.filter(actors=None).exists()


@pytest.mark.usefixtures("_example")
def test_areas_and_priorities_are_marked_as_examples_and_the_rest_is_not() -> None:
    rows = Publication.objects.open().exclude(type__in=["actor", "actor_group", "municipality", "term"])
    marked = {row.type for row in rows if row.content["is_example"]}
    unmarked = {row.type for row in rows if not row.content["is_example"]}
    assert marked >= {"development_area", "priority", "action", "indicator", "follow_up"}
    assert marked & unmarked == set()


@pytest.mark.usefixtures("_example")
def test_the_translations_can_be_edited_where_editors_translate() -> None:
    english = Locale.objects.get(language_code="en")
    for page in HomePage.objects.get(locale__language_code="sv").get_descendants(inclusive=True):
        assert page.get_translation(english).live


@pytest.mark.usefixtures("_example")
def test_the_editor_exists_and_nobody_can_log_in_without_a_password() -> None:
    editor = get_user_model().objects.get(username="editor")
    assert not editor.has_usable_password()
    assert editor.has_perm("wagtailadmin.access_admin")


def test_no_sentence_of_the_seed_is_copied() -> None:
    """The seed's facts carry over; its sentences do not. Here are some of its turns."""
    written = "".join(path.read_text() for path in Path("pages/example").glob("*.py"))
    for turn in ("ett system av aktörer", "brett spektrum av", "prestigelösa", "initieras och drivas"):
        assert turn not in written


@pytest.mark.usefixtures("_example")
def test_an_editor_may_publish_every_page_as_it_stands() -> None:
    found = {
        str(page): [finding.message for finding in findings]
        for page in Page.objects.filter(depth__gt=1).specific()
        if (findings := check_publishable(page))
    }
    assert found == {}
