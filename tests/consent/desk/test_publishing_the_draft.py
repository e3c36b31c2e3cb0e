"""The draft becomes what visitors meet: what differs is shown, what it means is asked, and nothing slips in."""

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from consent.desk.differing import mark
from consent.models import BannerText, CategoryText, PolicyRevision, Service, StoredItem
from consent.registry.published import read_current
from consent.registry.publishing import publish_registry
from tests.consent.asking import declare
from tests.consent.desk.filling import PUBLISH, REVISIONS

pytestmark = pytest.mark.django_db

NAMES = ("statistics", "third-party")


def change(**fields: Any) -> None:
    Service.objects.filter(name="youtube").update(**fields)


def fill_publication(client: Client, **changes: str) -> dict[str, str]:
    """Return the form as the page offers it: its tokens, and each meaning as it is chosen there."""
    page = client.get(PUBLISH).content.decode()
    form = dict(re.findall(r'<input type="hidden" name="(expected|since)" value="([^"]*)"', page))
    form |= dict(re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)" checked', page))
    return {**form, "note": "", **changes}


def test_nothing_to_publish_is_said(publisher: Client) -> None:
    assert "Inget skiljer sig" in publisher.get(PUBLISH).content.decode()


def test_what_differs_is_shown_with_its_words_marked(publisher: Client) -> None:
    change(purpose_sv="Att visa korta filmer direkt på sidan.")
    page = publisher.get(PUBLISH).content.decode()
    assert "Tjänsten YouTube: Ändamål" in page
    assert re.search(r"<ins>\s*korta\s*</ins>", page)
    assert "1 ändring sedan" in page
    assert 'name="meaning-third-party" value="purpose" checked' in page
    assert "meaning-statistics" not in page


def test_what_facts_forbid_cannot_be_chosen(publisher: Client) -> None:
    change(hosts="www.youtube-nocookie.com\ni.ytimg.com")
    page = publisher.get(PUBLISH).content.decode()
    assert re.search(r'name="meaning-third-party" value="wording" disabled', page)
    assert "Vilka som deltar, eller vad som sparas och hur länge, har ändrats." in page
    form = fill_publication(publisher, **{"meaning-third-party": "wording"})
    response = publisher.post(PUBLISH, form)
    assert response.status_code == 200
    assert PolicyRevision.objects.count() == 1


@pytest.mark.parametrize(
    ("meaning", "said", "asked", "refused"),
    [
        ("wording", "Ingen tillfrågas igen.", [], []),
        ("content", "De som sagt ja tillfrågas igen om Tredjepart.", ["third-party"], []),
        ("purpose", "Alla tillfrågas igen om Tredjepart.", ["third-party"], ["third-party"]),
    ],
)
def test_publishing_says_who_is_asked_again(
    publisher: Client, meaning: str, said: str, asked: list[str], refused: list[str]
) -> None:
    change(purpose_sv="Att visa filmer.", purpose_en="To show videos.")
    form = fill_publication(publisher, note="Kortare.", **{"meaning-third-party": meaning})
    response = publisher.post(PUBLISH, form, follow=True)
    assert said in response.content.decode()
    revision = PolicyRevision.objects.all()[0]
    assert (revision.asked, revision.asked_who_refused) == (asked, refused)
    assert (revision.note, revision.by and revision.by.first_name) == ("Kortare.", "Rut")
    assert read_current().services["youtube"].purpose.sv == "Att visa filmer."
    entry = ModelLogEntry.objects.get(action="consent.registry.publish")
    assert (entry.object_id, entry.user) == (str(revision.pk), revision.by)


def test_the_banner_is_asked_about_for_all_categories(publisher: Client) -> None:
    BannerText.objects.update(title_sv="Får vi?", title_en="May we?")
    form = fill_publication(publisher)
    assert form["meaning-banner"] == "wording"
    publisher.post(PUBLISH, {**form, "meaning-banner": "content"})
    assert {*NAMES} <= set(PolicyRevision.objects.all()[0].asked)


def test_what_is_necessary_asks_nobody(publisher: Client) -> None:
    StoredItem.objects.filter(name="csrftoken", built_in=True).update(
        purpose_sv="Annat.", purpose_en="Other."
    )
    page = publisher.get(PUBLISH).content.decode()
    assert "Ingen tillfrågas om det." in page
    response = publisher.post(PUBLISH, fill_publication(publisher), follow=True)
    assert "Ingen tillfrågas igen." in response.content.decode()


@pytest.mark.parametrize("given", ["", "nothing"])
def test_a_meaning_that_is_none_is_asked_for_and_nothing_is_lost(publisher: Client, given: str) -> None:
    change(purpose_sv="Att visa filmer.")
    form = fill_publication(publisher, note="Min anteckning", **{"meaning-third-party": given})
    page = publisher.post(PUBLISH, form).content.decode()
    assert "Välj vad ändringen betyder." in page
    assert "Min anteckning" in page
    assert PolicyRevision.objects.count() == 1


def test_a_second_click_publishes_nothing_more(publisher: Client) -> None:
    change(purpose_sv="Att visa filmer.")
    form = fill_publication(publisher)
    publisher.post(PUBLISH, form)
    response = publisher.post(PUBLISH, form, follow=True)
    assert "redan publicerat" in response.content.decode()
    assert PolicyRevision.objects.count() == 2


@pytest.mark.parametrize("moved", ["draft", "revision"])
def test_a_draft_that_moved_is_shown_again_and_not_published(publisher: Client, moved: str) -> None:
    change(purpose_sv="Att visa filmer.")
    form = fill_publication(publisher, note="Min anteckning", **{"meaning-third-party": "wording"})
    if moved == "draft":
        change(company="Någon annan")
    else:
        change(company="Någon annan")
        publish_registry()
        change(company="Google Ireland Limited")
    before = PolicyRevision.objects.count()
    page = publisher.post(PUBLISH, form).content.decode()
    assert "under tiden" in page
    assert "Min anteckning" in page
    assert 'value="wording" checked' in page
    assert PolicyRevision.objects.count() == before


@pytest.mark.parametrize(
    ("break_it", "words", "anchor"),
    [
        (lambda: change(purpose_en=" "), "YouTube: varför vi använder den, på engelska", "#id_purpose_en"),
        (lambda: change(adapter="gone"), "Det här sättet att läsa adresser finns inte längre", "#id_adapter"),
        (lambda: change(hosts="elsewhere.example.org"), "Lägg till www.youtube-nocookie.com", "#id_hosts"),
        (
            lambda: CategoryText.objects.filter(category="statistics").update(label_sv=""),
            "Statistik: namn, på svenska",
            "#id_label_sv",
        ),
    ],
)
def test_what_is_in_the_way_is_listed_with_a_link_to_its_field(
    publisher: Client, break_it: Any, words: str, anchor: str
) -> None:
    change(label="Tuben") if "YouTube" not in words else None
    break_it()
    page = publisher.get(PUBLISH).content.decode()
    assert words in page
    (link,) = re.findall(rf'href="(/admin/cookies/[^"]+{anchor})"', page)
    assert publisher.get(link.split("#")[0]).status_code == 200
    response = publisher.post(PUBLISH, fill_publication(publisher))
    assert response.status_code == 200
    assert PolicyRevision.objects.count() == 1


def test_the_preview_is_of_the_draft_in_both_languages(writer: Client) -> None:
    change(shared_sv="De får veta <allt>.", shared_en="They learn <everything>.")
    page = writer.get(f"{PUBLISH}preview/").content.decode()
    assert "De får veta &lt;allt&gt;." in page
    assert "They learn &lt;everything&gt;." in page
    assert "Godkänn alla" in page
    assert "Accept all" in page


def test_a_revision_shows_exactly_what_was_shown(publisher: Client) -> None:
    first = PolicyRevision.objects.get()
    declare("_pk_id.", match="prefix", purpose_sv="Räknar <besök>.", purpose_en="Counts visits.")
    change(label="Tuben")
    publish_registry(note="Nytt namn", meanings={"third-party": "wording"})
    latest = PolicyRevision.objects.all()[0]
    page = publisher.get(f"{REVISIONS}inspect/{latest.pk}/").content.decode()
    assert latest.fingerprint in page
    assert "Nytt namn" in page
    assert "Räknar &lt;besök&gt;." in page
    assert "Counts visits." in page
    assert "Bara ordval" in page
    assert "<del>YouTube</del>" in page
    assert "<ins>Tuben</ins>" in page
    listed = publisher.get(REVISIONS).content.decode()
    assert "Ingen tillfrågas igen." in listed
    assert "Nytt namn" in listed
    assert first.pk != latest.pk


def test_content_that_was_tampered_with_is_told(publisher: Client) -> None:
    revision = PolicyRevision.objects.get()
    path = f"{REVISIONS}inspect/{revision.pk}/"
    assert "stämmer inte längre" not in publisher.get(path).content.decode()
    revision.content["banner"]["title"]["sv"] = "Något annat?"
    PolicyRevision.objects.filter(pk=revision.pk).update(content=revision.content)
    assert "stämmer inte längre" in publisher.get(path).content.decode()


@pytest.mark.parametrize("action", ["edit", "delete", "copy", "history", "usage"])
def test_no_address_changes_or_removes_a_revision(publisher: Client, action: str) -> None:
    revision = PolicyRevision.objects.get()
    for method in (publisher.get, publisher.post):
        assert method(f"{REVISIONS}{action}/{revision.pk}/").status_code == 404
        assert method(f"{REVISIONS}new/").status_code == 404
    publisher.post(f"{REVISIONS}inspect/{revision.pk}/")
    assert PolicyRevision.objects.get() == revision


def test_marked_words_make_up_the_texts_again() -> None:
    before, after = "Att visa filmer  direkt.\n", "Att visa korta filmer.\nNu."
    old, new = mark(before, after)
    assert "".join(text for _marked, text in old) == before
    assert "".join(text for _marked, text in new) == after
    assert [text.strip() for marked, text in new if marked and text.strip()] == ["korta filmer.", "Nu."]
