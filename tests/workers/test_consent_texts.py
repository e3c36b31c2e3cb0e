"""The words that people consent to never change under their version."""

import hashlib

import pytest
from django.test import Client

from workers.consent_texts import CONSENT_TEXTS, CURRENT

# SHA-256 of the Swedish and the English words, a line feed between them. New words get a new version.
SEALED = {"2026-1": "45c3ee2a4c7a01ba82f634794fbc8ecd09f97b4823a77fe668e2f6fc83f6c9a6"}


def digest(words: dict[str, str]) -> str:
    return hashlib.sha256(f"{words['sv']}\n{words['en']}".encode()).hexdigest()


def test_no_version_has_lost_or_changed_its_words() -> None:
    assert {version: digest(words) for version, words in CONSENT_TEXTS.items()} == SEALED


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "path"), [("sv", "/sv/prenumerera/"), ("en", "/en/subscribe/")])
def test_the_form_shows_the_words_of_the_version_that_is_recorded(
    client: Client, language: str, path: str
) -> None:
    assert CONSENT_TEXTS[CURRENT][language] in client.get(path).content.decode()
