"""A term is explained where readers first meet it, and nowhere else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Site

from pages.glossary import Glossary
from pages.models import Term
from tests.pages.building import build_area, build_plan, build_priority, newest, publish

pytestmark = pytest.mark.django_db


def build_term(
    word: str, explanation: str = "Förklaring.", *, language: str = "sv", live: bool = True
) -> Term:
    locale, _ = Locale.objects.get_or_create(language_code=language)
    term = Term(name=word, explanation=explanation, locale=locale, live=False)
    term.save()
    if live:
        term.save_revision().publish()
    return term


def mark(html: str) -> str:
    return Glossary("sv").mark_up(html)


def test_the_first_occurrence_on_a_page_opens_the_explanation() -> None:
    build_term("insats", "Något som görs för att nå ett mål.")
    glossary = Glossary("sv")
    marked = glossary.mark_up("<p>En insats är ingen insats.</p>")
    assert marked.count("<button") == 1
    assert marked.startswith(
        '<p>En <button class="term" type="button" popovertarget="term-1">insats</button>'
    )
    assert "Något som görs för att nå ett mål." in marked
    assert "<button" not in glossary.mark_up("<p>Ännu en insats.</p>")


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/insats/">en insats</a></p>',
        "<p><b>insats</b></p>",
        "<p>insatsvara och delinsats, insats-id, AT&amp;T</p>",
        '<p><a href="x>insats">länk</a></p>',
    ],
)
def test_links_emphasis_attributes_and_other_words_are_left_alone(html: str) -> None:
    build_term("insats")
    build_term("amp")
    assert mark(html) == html


@pytest.mark.parametrize("word", ["insatsen", "insatser", "Insatsernas", "insats"])
def test_an_inflected_word_is_explained_too(word: str) -> None:
    build_term("insats")
    assert f">{word}</button>" in mark(f"<p>{word} görs.</p>")


@pytest.mark.parametrize("word", ["måla", "målet"])
def test_a_short_word_is_explained_in_its_own_form_alone(word: str) -> None:
    build_term("mål")
    assert "<button" not in mark(f"<p>{word} mer.</p>")


def test_the_last_word_of_a_phrase_is_inflected() -> None:
    build_term("livslångt lärande")
    assert ">livslångt lärandet</button>" in mark("<p>Det livslångt lärandet.</p>")


def test_case_does_not_matter_and_the_text_keeps_its_own() -> None:
    build_term("kompetensförsörjning")
    assert ">Kompetensförsörjning</button>" in mark("<p>Kompetensförsörjning är</p>")


def test_a_phrase_goes_before_the_words_it_is_made_of() -> None:
    build_term("mål")
    build_term("önskat mål")
    assert ">önskat mål</button>" in mark("<p>Ett önskat mål</p>")


def test_what_an_editor_wrote_stays_text() -> None:
    build_term("R&D", "<b>fet</b> & farlig")
    marked = mark("<p>Mer R&amp;D nu</p>")
    assert ">R&amp;D</button>" in marked
    assert "&lt;b&gt;fet&lt;/b&gt; &amp; farlig" in marked


def test_drafts_and_other_languages_explain_nothing() -> None:
    build_term("insats", live=False)
    build_term("insats", language="en")
    assert "<button" not in mark("<p>En insats</p>")


def test_a_page_explains_a_term_once_and_the_record_keeps_plain_text(
    client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    build_term("insats")
    text = {"type": "paragraph", "value": "<p>En insats till.</p>"}
    box = {"type": "fact_box", "value": {"title": "Mer", "text": "<p>En insats.</p>"}}
    plan = publish(build_plan(), body=[text, box, text])
    assert "button" not in str(newest().content)
    Site.clear_site_root_paths_cache()
    with django_assert_max_num_queries(25) as queries:
        html = client.get(plan.url).content.decode()
    assert html.count('class="term"') == 1
    assert len([query for query in queries if "'term'" in query["sql"]]) == 1


def test_the_texts_of_a_priority_explain_their_words_too(client: Client) -> None:
    build_term("insats")
    priority = build_priority(build_area())
    publish(priority, why="<p>En insats hjälper.</p>", body=[{"type": "paragraph", "value": "<p>Insats</p>"}])
    Site.clear_site_root_paths_cache()
    html = client.get(priority.url).content.decode()
    assert html.count('class="term"') == 1
    assert ">insats</button>" in html
