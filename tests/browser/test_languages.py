"""A page speaks one language, says which, and leads to itself in the other."""

import re
from urllib.parse import urlsplit

import polib
import pytest

from tests.browser.places import DOCUMENTATION, Places, on_one_site
from tests.browser.reading import read
from tests.services.asking import ask
from tests.services.places import ROOT
from tests.services.site import Site

pytestmark = on_one_site

# Words that no sentence does without, and that the other language does not have.
WORDS = {
    "en": re.compile(r"\b(the|and|of|you|your|with|that|this|is|are|from|what|when)\b", re.IGNORECASE),
    "sv": re.compile(r"\b(och|att|som|är|det|inte|på|för|ett|av|vad|när|från|dig|du)\b", re.IGNORECASE),
}
OTHER = {"sv": "en", "en": "sv"}


@pytest.fixture(scope="module")
def sentences() -> dict[str, set[str]]:
    """What the catalogues say differently in the two languages, whole."""
    entries = [
        entry for path in ROOT.glob("*/locale/sv/LC_MESSAGES/django.po") for entry in polib.pofile(str(path))
    ]
    different = [entry for entry in entries if entry.msgid != entry.msgstr]
    swedish = {entry.msgstr for entry in different}
    english = {entry.msgid for entry in different}
    return {"sv": swedish - english, "en": english - swedish}


def language_of(path: str) -> str:
    return "en" if path.startswith("/en/") or path.endswith("language=en") else "sv"


def test_no_page_mixes_its_languages(
    running_site: Site, places: Places, sentences: dict[str, set[str]]
) -> None:
    found = []
    for path in places.all:
        language = language_of(path)
        answer = ask(f"{running_site.base_url}{path}")
        assert answer.header("Content-Language") == language, path
        spoken = read(answer.text).spoken
        assert {each for each, _text in spoken} <= {"sv", "en"}, path
        for marked, text in spoken:
            other = OTHER[marked]
            if text in sentences[other] or WORDS[other].search(text):
                found.append(f"{path}: {text!r} is marked as {marked}")
        assert [text for marked, text in spoken if marked == language], path
    assert found == []


def test_a_page_is_in_the_language_of_its_address(running_site: Site, places: Places) -> None:
    for path in places.all:
        text = ask(f"{running_site.base_url}{path}").text
        assert f'<html lang="{language_of(path)}">' in text, path


def test_each_page_leads_to_itself_in_the_other_language_and_back(running_site: Site, places: Places) -> None:
    for path in [path for path in places.all if path not in places.errors]:
        answer = ask(f"{running_site.base_url}{path}")
        pair = read(answer.text).alternates
        assert set(pair) == {"sv", "en"}, path
        own, other = language_of(path), OTHER[language_of(path)]
        assert pair[own] == f"{running_site.base_url}{path}", path
        there = ask(pair[other])
        assert there.status == 200, path
        assert read(there.text).alternates == pair, path
        switch = "In English" if own == "sv" else "På svenska"
        relative = pair[other].removeprefix(running_site.base_url)
        assert f'<a href="{relative}" lang="{other}" hreflang="{other}">{switch}</a>' in answer.text, path


def test_the_sitemap_names_the_same_pairs(running_site: Site, places: Places) -> None:
    sitemap = ask(f"{running_site.base_url}/sitemap.xml").text
    for entry in re.findall(r"<url>(.*?)</url>", sitemap):
        loc = re.findall(r"<loc>([^<]+)</loc>", entry)[0]
        named = dict(re.findall(r'hreflang="(\w+)" href="([^"]+)"', entry))
        assert read(ask(loc).text).alternates == named
        assert urlsplit(loc).path in places.public


def test_without_a_language_in_the_address_the_browser_decides(running_site: Site) -> None:
    path = urlsplit(DOCUMENTATION[0]).path
    for asked, language in {"en-GB,en;q=0.9": "en", "sv-SE": "sv", "de": "sv"}.items():
        answer = ask(f"{running_site.base_url}{path}", Accept_Language=asked)
        assert f'<html lang="{language}">' in answer.text
        assert "Accept-Language" in answer.header("Vary")
        front = ask(f"{running_site.base_url}/", Accept_Language=asked)
        assert (front.status, front.header("Location")) == (302, f"/{language}/")
        assert front.header("Vary") == "Accept-Language"
