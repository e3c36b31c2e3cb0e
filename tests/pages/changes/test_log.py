"""The public change log says what was published, to people and to feed readers."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Site

from pages.changes import reading
from pages.models import Publication
from pages.releasing.publishing import publish_now
from tests.pages.building import build_area, build_home, build_plan, build_priority, publish
from tests.pages.releasing.building import (
    build_drafts,
    build_publisher,
    build_release,
    publish_in_english,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def read_log(client: Client, path: str = "/sv/andringar/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def read_feed(client: Client, path: str = "/sv/andringar/feed.atom") -> ET.Element:
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)  # noqa: S314  our own answer


def text_of(element: ET.Element, name: str) -> str:
    found = element.findtext(f"{ATOM}{name}")
    assert found is not None, name
    return found


def titles_in(text: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<h3>(.*?)</h3>", text)]


def test_the_log_names_what_was_published_the_latest_first_with_its_kind_and_note(client: Client) -> None:
    area = build_area()
    publish(area, lead="Nytt.", change_kind="material", change_note="Målet gäller alla.")
    text = read_log(client)
    assert titles_in(text) == ["U1 Lära hela livet", "U1 Lära hela livet", "Planen", "Kompetensplan"]
    assert "Målet gäller alla." in text
    assert '<span class="tag">Ändring i sak</span>' in text
    assert '<a href="/sv/planen/u1/">' in text


def test_the_log_has_all_publications_but_corrections_and_what_moved_with_its_parent(client: Client) -> None:
    area = build_area()
    build_priority(area)
    publish(area, lead="Rättat.", change_kind="correction")
    publish(area, slug="larande")
    shown = titles_in(read_log(client))
    assert (
        len(shown)
        == Publication.objects.exclude(kind="correction").exclude(kind="moved", code="U1.1").count()
    )
    assert shown[0] == "U1 Lära hela livet"


def test_what_was_withdrawn_is_named_without_a_link(client: Client) -> None:
    area = build_area()
    area.unpublish()
    text = read_log(client)
    assert titles_in(text)[0] == "U1 Lära hela livet"
    assert "/sv/planen/u1/" not in text


def test_a_release_is_one_entry_with_what_is_in_it(client: Client) -> None:
    release = build_release(*build_drafts())
    publish_now(release.pk, build_publisher())
    text = read_log(client)
    assert titles_in(text)[0] == "Planen följs upp"
    assert text.count("Två områden har nya mål.") == 1
    assert '<a href="/sv/planen/u2/">U2 Fler i arbete</a>' in text
    entry = read_feed(client).findall(f"{ATOM}entry")[0]
    assert text_of(entry, "title") == "Planen följs upp"
    assert "U2 Fler i arbete" in text_of(entry, "summary")


def test_each_language_has_its_own_log_and_links_to_the_other(client: Client) -> None:
    home = build_home()
    build_plan(home)
    publish_in_english(home, title="Skills plan")
    english = read_log(client, "/en/changes/")
    assert titles_in(english) == ["Skills plan"]
    assert 'hreflang="sv" href="http' in english
    assert '<a href="/sv/andringar/" lang="sv" hreflang="sv">På svenska</a>' in english
    assert "Ändringar" not in english


def test_a_log_without_entries_says_so_and_its_feed_is_valid_and_constant(client: Client) -> None:
    build_home()
    assert "Nothing has been published in this language yet." in read_log(client, "/en/changes/")
    first = client.get("/en/changes/feed.atom").content
    assert client.get("/en/changes/feed.atom").content == first
    assert read_feed(client, "/en/changes/feed.atom").findall(f"{ATOM}entry") == []


def test_the_feed_has_what_rfc_4287_asks_for(client: Client, settings: Any) -> None:
    build_area()
    feed = read_feed(client)
    rows = list(Publication.objects.order_by("-pk"))
    assert text_of(feed, "id") == f"{settings.SITE_URL}/sv/andringar/feed.atom"
    assert datetime.fromisoformat(text_of(feed, "updated")) == rows[0].valid_from
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"{settings.SITE_URL}/sv/andringar/feed.atom"
    assert links["alternate"] == f"{settings.SITE_URL}/sv/andringar/"
    entries = feed.findall(f"{ATOM}entry")
    assert len({text_of(entry, "id") for entry in entries}) == len(rows)
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert str(link.get("href")).startswith(settings.SITE_URL)
        assert text_of(entry, "id").startswith("urn:uuid:")
        assert datetime.fromisoformat(text_of(entry, "updated")).tzinfo is not None


def test_an_entry_keeps_its_id_when_others_come(client: Client) -> None:
    area = build_area()
    before = [text_of(entry, "id") for entry in read_feed(client).findall(f"{ATOM}entry")]
    publish(area, title="Lära nytt")
    after = [text_of(entry, "id") for entry in read_feed(client).findall(f"{ATOM}entry")]
    assert after[1:] == before


def test_a_title_with_what_xml_cannot_hold_does_not_break_the_feed(client: Client) -> None:
    area = build_area()
    publish(area, title="Lära \x0b<b>& leva", change_note="\x1f")
    entry = read_feed(client).findall(f"{ATOM}entry")[0]
    assert text_of(entry, "title") == "U1 Lära <b>& leva"


@pytest.mark.parametrize("path", ["/sv/andringar/", "/en/changes/", "/sv/andringar/feed.atom"])
def test_who_has_the_answer_already_gets_304_until_something_changes(client: Client, path: str) -> None:
    home = build_home()
    publish_in_english(home, title="Skills plan")
    etag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    publish(home, title="Ny titel")
    publish(home.get_translation(Locale.objects.get(language_code="en")), title="New title")
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_no_visitor_gets_a_cookie_or_an_answer_of_their_own(client: Client) -> None:
    build_home()
    for path in ("/sv/andringar/", "/en/changes/feed.atom"):
        answer = client.get(path)
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "public" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "1e3", "²", "9999999", ""])
def test_a_page_of_the_log_that_does_not_exist_is_not_found(client: Client, page: str) -> None:
    build_home()
    assert client.get("/sv/andringar/", {"page": page}).status_code == 404


def test_a_long_log_has_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE_SIZE", 2)
    build_area()
    first, second = read_log(client), read_log(client, "/sv/andringar/?page=2")
    assert (len(titles_in(first)), len(titles_in(second))) == (2, 1)
    assert 'href="/sv/andringar/?page=2" rel="next"' in first
    assert 'href="/sv/andringar/" rel="prev"' in second


def grow_log(locale: str, number: int) -> None:
    """Add publications of their own and releases of three, as time would."""
    row = Publication.objects.filter(locale=locale).latest("pk")
    for at in range(number):
        release = uuid4() if at % 5 == 0 else None
        for _ in range(3 if release else 1):
            row.pk, row.key, row.release = None, uuid4(), release
            row.valid_from = row.valid_to = timezone.now()
            row.save(force_insert=True)


@pytest.mark.parametrize("path", ["/sv/andringar/", "/sv/andringar/feed.atom", "/sitemap.xml"])
def test_a_long_log_takes_as_many_queries_as_a_short_one(
    client: Client, path: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    build_area()
    grow_log("sv", 6)
    Site.clear_site_root_paths_cache()
    client.get(path)
    with django_assert_max_num_queries(12) as few:
        client.get(path)
    grow_log("sv", 60)
    with django_assert_max_num_queries(12) as many:
        client.get(path)
    assert len(many) == len(few)


def test_the_log_is_in_the_footer_and_in_the_sitemap(client: Client) -> None:
    home = build_home()
    publish_in_english(home, title="Skills plan")
    assert '<a href="/sv/andringar/">Ändringar</a>' in client.get("/sv/").content.decode()
    assert '<a href="/en/changes/">Changes</a>' in client.get("/en/").content.decode()
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/sv/andringar/</loc>" in sitemap
    assert "/en/changes/</loc>" in sitemap


def test_months_and_days_are_those_of_the_readers(client: Client) -> None:
    build_home()
    last_hour_of_october = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    Publication.objects.update(valid_from=last_hour_of_october)
    text = read_log(client)
    assert "November 2026" in text
    assert "1 november 2026" in text
