"""Each check finds its own fault, and nothing in a good page."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, PageViewRestriction

from pages.models import StandardPage
from pages.quality import check_publishable
from pages.quality.readability import count_lix
from tests.pages.building import add, build_home, build_standard, publish

from .writing import block, draft, heading, paragraph

pytestmark = pytest.mark.django_db
LONG = (
    "Kompetensförsörjningsplanens huvudsakliga utgångspunkt förutsätter samverkansöverenskommelser mellan "
    "utbildningsanordnare, branschorganisationer och kommunernas arbetsmarknadsförvaltningar beträffande "
    "dimensioneringen av yrkesutbildningarnas platsantal. "
)
SHORT = "Vi ses i dag. Du kan gå en kurs. Den tar tre år. Det kostar inget. Ring oss så får du veta mer. "


def found(page: Any, **options: Any) -> list[tuple[str, str]]:
    return [(finding.check, finding.severity.value) for finding in check_publishable(page, **options)]


def fill(page: StandardPage, *blocks: dict[str, Any]) -> StandardPage:
    page.body = list(blocks)
    return page


def test_a_good_page_has_no_findings() -> None:
    target = build_standard(build_home())
    link = f'<p>Läs <a linktype="page" id="{target.pk}">om våra kakor</a> först.</p>'
    assert (
        found(draft(heading("Ett"), heading("Ett ett", 3), paragraph(link), paragraph("<p>Text.</p>"))) == []
    )


def test_a_part_of_a_section_without_its_section_is_an_error() -> None:
    assert found(draft(heading("Del", 3), heading("Avsnitt"))) == [("headings", "error")]


def test_an_empty_heading_is_an_error() -> None:
    assert found(draft(heading("  "))) == [("headings", "error")]


@pytest.mark.parametrize(
    ("html", "severity"),
    [
        ('<p><a href="https://example.org/"> </a></p>', "error"),
        ('<p><a href="">Planen</a></p>', "error"),
        ('<p><a href="https://example.org/">Klicka här!</a></p>', "warning"),
        ('<p><a href="https://example.org/">läs mer …</a></p>', "warning"),
        ('<p><a href="https://example.org/">Read more</a></p>', "warning"),
        ('<p><a href="https://example.org/">https://example.org/</a></p>', "warning"),
    ],
)
def test_the_words_of_a_link_are_judged(html: str, severity: str) -> None:
    assert found(draft(paragraph(html))) == [("link_texts", severity)]


def test_a_link_to_a_deleted_page_is_an_error() -> None:
    assert found(draft(paragraph('<p><a linktype="page" id="999999">planen</a></p>'))) == [
        ("destinations", "error")
    ]


def test_a_link_to_a_withdrawn_page_is_an_error_however_it_is_written() -> None:
    target = build_standard(build_home())
    path = target.url
    target.unpublish()
    by_id = paragraph(f'<p><a linktype="page" id="{target.pk}">kakorna</a></p>')
    by_path = paragraph(f'<p><a href="{path}">kakorna</a></p>')
    assert found(draft(by_id)) == [("destinations", "error")]
    assert found(draft(by_path)) == [("destinations", "error")]


def test_a_link_to_a_restricted_page_is_an_error() -> None:
    home = build_home()
    target = build_standard(add(home, StandardPage, title="Internt", slug="internt"), "djupare")
    PageViewRestriction.objects.create(page=target.get_parent(), restriction_type="login")
    html = f'<p><a linktype="page" id="{target.pk}">det interna</a></p>'
    assert found(draft(paragraph(html))) == [("destinations", "error")]


def test_a_link_to_a_draft_is_a_warning_and_fine_when_both_are_published_together() -> None:
    target = add(build_home(), StandardPage, live=False, title="Nytt", slug="nytt")
    page = draft(paragraph(f'<p><a linktype="page" id="{target.pk}">det nya</a></p>'))
    assert found(page) == [("destinations", "warning")]
    assert found(page, together={target.pk}) == []
    publish(target)
    assert found(page) == []


def test_a_link_to_a_deleted_document_is_an_error() -> None:
    html = '<p><a linktype="document" id="4711">beslutet</a></p>'
    assert found(draft(paragraph(html))) == [("destinations", "error")]


def test_the_number_of_queries_is_the_same_for_many_links() -> None:
    target = build_standard(build_home())
    link = f'<p><a linktype="page" id="{target.pk}">om våra kakor</a> <a href="/sv/x/">om annat</a></p>'

    def count_queries(links: int) -> int:
        page = draft(*[paragraph(link) for _ in range(links)], locale=Locale.objects.get(language_code="sv"))
        with CaptureQueriesContext(connection) as queries:
            assert found(page) == []
        return len(queries)

    assert count_queries(1) == count_queries(30)


def test_a_picture_without_words_is_an_error_unless_it_decorates() -> None:
    image = get_image_model().objects.create(title="Torget", file=get_test_image_file())

    def shown(alt: str, *, decorative: bool) -> list[tuple[str, str]]:
        value = {"image": {"image": image.pk, "alt_text": alt, "decorative": decorative}, "caption": ""}
        return found(StandardPage(title="T", slug="t", body=json.dumps([block("image", value)])))

    assert shown("", decorative=False) == [("pictures", "error")]
    assert shown("", decorative=True) == []
    assert shown("Torget i regn", decorative=False) == []


def test_a_table_without_caption_or_headings_is_an_error() -> None:
    def table(caption: str, title: str) -> list[tuple[str, str]]:
        grid = {
            "caption": caption,
            "columns": [{"type": "text", "heading": title}],
            "rows": [{"values": ["<p>12</p>"]}],
        }
        return found(draft(block("table", {"headers": "first_row", "table": grid})))

    assert table("Sökande 2025", "Antal") == []
    assert table("", "Antal") == [("tables", "error")]
    assert table("Sökande 2025", "") == [("tables", "error")]


@pytest.mark.parametrize(
    "html",
    ["<p>DETTA GÄLLER FRÅN OCH MED NU</p>", "<p><b>Så söker du</b></p>", "<p><b>Så</b> <b>söker du</b></p>"],
)
def test_a_paragraph_that_poses_as_a_heading_is_a_warning(html: str) -> None:
    assert found(draft(paragraph(html))) == [("posing", "warning")]


@pytest.mark.parametrize("html", ["<p>EU och SCB</p>", "<p><b>Sök i dag.</b></p>", "<p><b>Sök</b> i dag</p>"])
def test_emphasis_within_a_paragraph_is_no_heading(html: str) -> None:
    assert found(draft(paragraph(html))) == []


def test_hard_swedish_is_a_warning_with_the_figure_and_the_longest_sentence() -> None:
    build_home()
    swedish = Locale.objects.get(language_code="sv")
    page = draft(paragraph(f"<p>{LONG * 8}</p>"), locale=swedish)
    (finding,) = check_publishable(page)
    assert (finding.check, finding.stops) == ("readability", False)
    assert "LIX" in finding.message
    assert "Kompetensförsörjningsplanens huvudsakliga" in finding.message


def test_easy_short_and_english_text_is_not_judged_hard() -> None:
    build_home()
    swedish, english = (Locale.objects.get(language_code=code) for code in ("sv", "en"))
    assert found(draft(paragraph(f"<p>{SHORT * 8}</p>"), locale=swedish)) == []
    assert found(draft(paragraph(f"<p>{LONG}</p>"), locale=swedish)) == []
    assert found(draft(paragraph(f"<p>{LONG * 8}</p>"), locale=english)) == []


def test_lix_is_words_per_sentence_and_the_share_of_long_words() -> None:
    # 10 words in 2 sentences, 2 of them longer than six letters: 10/2 + 100·2/10.
    assert count_lix(["Vi bygger ut utbildningen i länet", "Det gynnar arbetsgivare här"]) == 25.0


def test_errors_come_before_warnings() -> None:
    page = draft(paragraph('<p><a href="https://example.org/">här</a></p>'), heading(""))
    assert [severity for _check, severity in found(page)] == ["error", "warning"]
