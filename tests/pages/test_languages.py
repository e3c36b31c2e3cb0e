"""Every page links to itself in the other language, or says that it is not there yet."""

import pytest
from django.test import Client

from tests.pages.building import build_area, build_home, build_plan, translate

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_translated_page_links_to_its_translation_both_ways(client: Client) -> None:
    home = build_home()
    translate(home, title="Skills plan").save_target(publish=True)
    swedish, english = client.get("/sv/").content.decode(), client.get("/en/").content.decode()
    assert '<a href="/en/" lang="en" hreflang="en">In English</a>' in swedish
    assert '<a href="/sv/" lang="sv" hreflang="sv">På svenska</a>' in english
    for page in (swedish, english):
        assert '<link rel="alternate" hreflang="sv"' in page
        assert '<link rel="alternate" hreflang="en"' in page


def test_an_untranslated_page_says_so_and_leads_to_the_nearest_ancestor_that_is(client: Client) -> None:
    home = build_home()
    plan = build_plan(home)
    build_area(plan)
    for page in (home, plan):
        translate(page, title="Plan", slug="the-plan").save_target(publish=True)
    text = client.get("/sv/planen/u1/").content.decode()
    assert (
        '<a href="/en/the-plan/" lang="en" hreflang="en">In English (this page is not in English yet)</a>'
        in text
    )
    assert 'rel="alternate"' not in text


@pytest.mark.parametrize(
    ("wanted", "path"), [("sv", "/sv/"), ("en-GB,en;q=0.9", "/en/"), ("de", "/sv/"), ("", "/sv/")]
)
def test_the_root_leads_to_the_language_that_the_browser_asks_for(
    client: Client, wanted: str, path: str
) -> None:
    answer = client.get("/", headers={"Accept-Language": wanted})
    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    assert not answer.cookies


def test_dates_follow_the_language(client: Client) -> None:
    home = build_home()
    translate(home, title="Skills plan").save_target(publish=True)
    assert "Publicerad " in client.get("/sv/").content.decode()
    assert "Published " in client.get("/en/").content.decode()
