"""Readers of a translation are told when its source has changed since, and only then."""

from typing import Any

import pytest
from django.test import Client

from tests.pages.building import build_home, build_standard, publish, translate

pytestmark = pytest.mark.django_db(transaction=True)

TOLD = "The Swedish version was changed on"


def build_pair() -> Any:
    home = build_home()
    page = publish(build_standard(home), lead="Ett.")
    translate(home).save_target(publish=True)
    translate(page, slug="about").save_target(publish=True)
    return page


def is_told(path: str = "/en/about/") -> bool:
    answer = Client().get(path)
    assert answer.status_code == 200
    return TOLD in answer.content.decode()


def test_a_translation_that_says_what_its_source_says_is_silent() -> None:
    build_pair()
    assert not is_told()


def test_readers_are_told_of_a_later_change_until_it_is_translated() -> None:
    page = publish(build_pair(), lead="Två.")
    assert is_told()
    assert TOLD not in Client().get("/sv/om-kakor/").content.decode()
    translate(page, slug="about", lead="Two.").save_target(publish=True)
    assert not is_told()


def test_a_correction_is_nothing_to_tell() -> None:
    publish(build_pair(), lead="Ett!", change_kind="correction")
    assert not is_told()


def test_a_translation_that_needs_no_other_words_is_published_and_silent() -> None:
    page = publish(build_pair(), lead="Ett, som förut.")
    assert is_told()
    translate(page, slug="about").save_target(publish=True)
    assert not is_told()


def test_a_source_that_was_withdrawn_has_not_changed() -> None:
    page = publish(build_pair(), lead="Två.")
    page.unpublish()
    assert not is_told()
