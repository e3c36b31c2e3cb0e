"""An editor may show what a published service has; anything else is said at the field, with what can be shown."""

import pytest
from django.utils import translation
from wagtail.blocks import StructBlockValidationError

from consent.models import Service
from pages.blocks.embed import EmbedBlock
from tests.consent.gate.services import MAP, OWN_FILM, POST, change_service, open_own_service, publish

pytestmark = pytest.mark.django_db


def clean(url: str) -> None:
    block = EmbedBlock()
    block.clean(block.to_python({"title": "Något att se", "url": url}))


def explain(url: str, language: str) -> str:
    with translation.override(language), pytest.raises(StructBlockValidationError) as caught:
        clean(url)
    assert set(caught.value.block_errors) == {"url"}
    return str(caught.value.block_errors["url"].messages[0])


@pytest.mark.parametrize("url", ["https://youtu.be/dQw4w9WgXcQ", "https://vimeo.com/76979871", MAP, POST])
def test_what_a_service_of_the_registry_has_can_be_shown(url: str) -> None:
    clean(url)


def test_an_unknown_host_is_refused_with_the_services_that_can_be_shown() -> None:
    swedish = explain("https://example.org/film", "sv")
    assert "Instagram, OpenStreetMap, Vimeo eller YouTube" in swedish
    assert "Vi kan inte visa den adressen." in swedish
    assert "Instagram, OpenStreetMap, Vimeo or YouTube" in explain("https://www.youtube.com/", "en")


def test_what_editors_let_in_or_out_is_known_at_the_field_without_any_code() -> None:
    explain(OWN_FILM, "sv")
    open_own_service()
    clean(OWN_FILM)
    change_service("vimeo", active=False)
    said = explain("https://vimeo.com/76979871", "sv")
    assert "Länets filmer" in said
    assert "Vimeo" not in said


def test_without_any_service_the_editor_hears_so() -> None:
    Service.objects.all().delete()
    publish()
    assert "inget visas från andra tjänster" in explain("https://vimeo.com/76979871", "sv")


def test_too_long_an_address_is_refused_at_the_field() -> None:
    assert explain(f"https://vimeo.com/76979871?{'x' * 500}", "sv")
