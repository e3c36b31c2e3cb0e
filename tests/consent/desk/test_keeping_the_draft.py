"""The draft of the registry at the desk: forms that say what is wrong at the field, and lose nothing."""

from typing import Any

import pytest
from django.test import Client

from consent.desk.words import ADAPTER_WORDS
from consent.models import BannerText, CategoryText, Service, StoredItem
from consent.registry import judging
from consent.registry.adapters import ADAPTERS
from consent.registry.published import read_current
from consent.registry.publishing import publish_registry
from tests.consent.asking import VIDEO
from tests.consent.desk.filling import (
    NEW_ITEM,
    NEW_SERVICE,
    SERVICES,
    STORED,
    fill,
    fill_item,
    fill_service,
)
from tests.pages.building import build_home, build_standard

pytestmark = pytest.mark.django_db


def errors_of(client: Client, path: str, form: dict[str, Any]) -> dict[str, list[str]]:
    """Post a form that is refused, and return its errors by field."""
    response = client.post(path, form)
    assert response.status_code == 200
    found: dict[str, list[str]] = response.context["form"].errors
    return found


def edit(row: Any, under: str) -> str:
    return f"{under}edit/{row.pk}/"


@pytest.mark.parametrize(
    "path", ["services/", "services/new/", "stored/", "stored/new/", "texts/", "publish/", "revisions/"]
)
def test_every_view_opens_in_swedish(publisher: Client, path: str) -> None:
    response = publisher.get(f"/admin/cookies/{path}")
    assert response.status_code == 200
    assert "Kakor och tj\\u00e4nster" in response.content.decode()


def test_a_service_is_added_and_shown_to_nobody(writer: Client) -> None:
    assert writer.post(f"{SERVICES}new/", NEW_SERVICE).status_code == 302
    assert Service.objects.get(name="peertube").host_list == ["video.example.org"]
    assert "peertube" not in read_current().services
    assert "Inte publicerad" in writer.get(SERVICES).content.decode()


def test_the_hosts_follow_from_the_addresses(writer: Client) -> None:
    Service.objects.filter(name="vimeo").delete()
    form = {**NEW_SERVICE, "name": "vimeo", "label": "Vimeo", "adapter": "vimeo", "hosts": ""}
    assert writer.post(f"{SERVICES}new/", form).status_code == 302
    assert Service.objects.get(name="vimeo").host_list == ["player.vimeo.com"]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"mode": "script"}, "mode", "I en ram från dem"),
        ({"mode": "server"}, "adapter", "talar med deras"),
        ({"category": "necessary"}, "category", "före ett ja"),
        ({"adapter": ""}, "adapter", "Välj hur"),
        ({"adapter": "youtube"}, "hosts", "www.youtube-nocookie.com"),
        ({"adapter": "instagram"}, "mode", "skript"),
        ({"adapter": "any", "hosts": ""}, "hosts", "minst en värd"),
        ({"hosts": "https://video.example.org/"}, "hosts", "inga värdnamn"),
        ({"hosts": "video.example.org\nplan.example.com"}, "hosts", "vår egen webbplats"),
        ({"name": "Peer Tube"}, "name", ""),
        ({"name": "youtube"}, "name", ""),
        ({"purpose_en": " "}, "purpose_en", ""),
        ({"privacy": "policy"}, "privacy", ""),
    ],
)
def test_what_contradicts_itself_is_said_at_the_field(
    writer: Client, changes: dict[str, str], field: str, words: str, settings: Any
) -> None:
    settings.SITE_URL = "https://plan.example.com"
    form = {**NEW_SERVICE, **changes}
    response = writer.post(f"{SERVICES}new/", form)
    assert list(response.context["form"].errors) == [field]
    assert words in str(response.context["form"].errors[field])
    assert "De får veta din ip-adress." in response.content.decode()


def test_the_name_of_a_published_service_stands(writer: Client) -> None:
    youtube = Service.objects.get(name="youtube")
    writer.post(edit(youtube, SERVICES), fill_service(label="Tuben") | {"name": "tuben"})
    youtube.refresh_from_db()
    assert (youtube.name, youtube.label) == ("youtube", "Tuben")
    writer.post(f"{SERVICES}new/", NEW_SERVICE)
    draft = Service.objects.get(name="peertube")
    writer.post(edit(draft, SERVICES), {**NEW_SERVICE, "name": "framatube"})
    draft.refresh_from_db()
    assert draft.name == "framatube"


def test_what_a_service_stores_follows_it_to_another_category(writer: Client) -> None:
    youtube = Service.objects.get(name="youtube")
    assert writer.post(edit(youtube, SERVICES), fill_service(category="statistics")).status_code == 302
    assert {item.category for item in youtube.stored.all()} == {"statistics"}
    publish_registry()


def test_before_a_service_is_removed_its_pages_are_named(publisher: Client) -> None:
    embed = {"title": "Byta yrke", "url": VIDEO, "picture": None, "transcript": ""}
    page = build_standard(build_home())
    page.body = [("embed", embed)]
    page.save()
    youtube = Service.objects.get(name="youtube")
    shown = publisher.get(f"{SERVICES}delete/{youtube.pk}/").content.decode()
    assert "Det inbäddade på 1 sida blir vanliga länkar" in shown
    assert page.title in shown
    assert "YSC" in shown
    vimeo = Service.objects.get(name="vimeo")
    assert (
        "Ingen sida visar något därifrån" in publisher.get(f"{SERVICES}delete/{vimeo.pk}/").content.decode()
    )
    assert publisher.post(f"{SERVICES}delete/{vimeo.pk}/").status_code == 302
    assert "vimeo" in read_current().services


def test_a_time_is_a_number_and_a_unit(writer: Client) -> None:
    assert writer.post(f"{STORED}new/", NEW_ITEM).status_code == 302
    item = StoredItem.objects.get(name="counted")
    assert item.seconds == 1800
    form = writer.get(edit(item, STORED)).context["form"]
    assert (form["length"].value(), form["unit"].value()) == (30, "60")
    writer.post(edit(item, STORED), {**NEW_ITEM, "duration": "session", "length": ""})
    assert StoredItem.objects.filter(name="counted", duration="session", seconds=None).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"length": ""}, "length"),
        ({"length": "0"}, "length"),
        ({"length": "11", "unit": "31536000"}, "length"),
        ({"duration": "session"}, "length"),
        ({"duration": ""}, "duration"),
        ({"category": ""}, "category"),
        ({"host": ".example.org"}, "service"),
        ({"path": "here"}, "path"),
        ({"name": "**", "match": "pattern"}, "name"),
        ({"name": "*", "match": "prefix"}, "name"),
        ({"name": "a b"}, "name"),
        ({"name": "a;domain=example.org"}, "name"),
        ({"name": "sessionid", "path": "/admin/"}, "name"),
        ({"purpose_sv": ""}, "purpose_sv"),
        ({"unit": "7"}, "unit"),
        ({"length": "9" * 30}, "length"),
    ],
)
def test_a_declaration_that_cannot_be_is_said_at_the_field(
    writer: Client, changes: dict[str, str], field: str
) -> None:
    assert field in errors_of(writer, f"{STORED}new/", {**NEW_ITEM, **changes})


def test_what_a_service_stores_has_its_category(writer: Client) -> None:
    youtube = Service.objects.get(name="youtube")
    form = {**NEW_ITEM, "service": youtube.pk, "category": "statistics", "host": ".youtube-nocookie.com"}
    assert writer.post(f"{STORED}new/", form).status_code == 302
    assert StoredItem.objects.get(name="counted").category == "third-party"


@pytest.mark.parametrize("host", ["https://www.youtube.com", "www.youtube.com/a", "Youtube"])
def test_the_host_of_something_stored_is_a_host_name(writer: Client, host: str) -> None:
    youtube = Service.objects.get(name="youtube")
    form = {**NEW_ITEM, "service": youtube.pk, "category": "third-party", "host": host}
    assert "host" in errors_of(writer, f"{STORED}new/", form)


@pytest.mark.parametrize("host", ["plan.example.com", ".example.com"])
def test_what_browsers_give_to_our_own_website_is_our_own(writer: Client, host: str, settings: Any) -> None:
    settings.SITE_URL = "https://plan.example.com"
    youtube = Service.objects.get(name="youtube")
    form = {**NEW_ITEM, "service": youtube.pk, "category": "third-party", "host": host}
    assert "lämna värden tom" in str(errors_of(writer, f"{STORED}new/", form)["host"])


def test_more_services_than_a_cookie_can_name_are_not_published(
    publisher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Service.objects.filter(name="vimeo").update(company="Vimeo")
    monkeypatch.setattr(judging, "MOST", 3)
    assert "Högst 3 tjänster" in publisher.get("/admin/cookies/publish/").content.decode()


def test_of_what_the_software_stores_only_the_words_change(publisher: Client) -> None:
    item = StoredItem.objects.get(name="sessionid")
    changed = {"purpose_sv": "Annat.", "name": "other", "category": "statistics", "length": "1"}
    response = publisher.post(edit(item, STORED), fill_item("sessionid", **changed))
    assert response.status_code == 302
    before = (item.name, item.category, item.seconds, item.path)
    item.refresh_from_db()
    assert (item.name, item.category, item.seconds, item.path) == before
    assert item.purpose_sv == "Annat."


def test_what_the_software_stores_is_not_removed(publisher: Client) -> None:
    item = StoredItem.objects.get(name="sessionid")
    assert f"delete/{item.pk}/" not in publisher.get(edit(item, STORED)).content.decode()
    assert f"delete/{item.pk}/" not in publisher.get(STORED).content.decode()
    publisher.post(f"{STORED}delete/{item.pk}/")
    assert StoredItem.objects.filter(pk=item.pk).exists()


def test_texts_are_reworded_and_neither_added_nor_removed(writer: Client) -> None:
    text, banner = CategoryText.objects.get(category="statistics"), BannerText.objects.get()
    for row, under in ((text, "categories"), (banner, "banner")):
        path = f"/admin/cookies/{under}/edit/{row.pk}/"
        field = "purpose_sv" if under == "categories" else "text_sv"
        assert writer.post(path, fill(row, **{field: "Nya ord."})).status_code == 302
        row.refresh_from_db()
        assert getattr(row, field) == "Nya ord."
        assert list(errors_of(writer, path, fill(row, **{field: ""}))) == [field]
        for action in ("new/", f"delete/{row.pk}/", f"copy/{row.pk}/"):
            assert writer.get(f"/admin/cookies/{under}/{action}").status_code == 404
    assert "Nya ord." in writer.get("/admin/cookies/texts/").content.decode()


def test_a_row_keeps_the_category_it_describes(writer: Client) -> None:
    text = CategoryText.objects.get(category="statistics")
    writer.post(f"/admin/cookies/categories/edit/{text.pk}/", fill(text, category="necessary"))
    text.refresh_from_db()
    assert text.category == "statistics"


def test_an_empty_list_says_what_to_do(publisher: Client) -> None:
    Service.objects.all().delete()
    shown = publisher.get(SERVICES).content.decode()
    assert "Här finns inga tjänster än" in shown
    assert "Lägg till en tjänst" in shown


def test_lists_are_searched_and_filtered(writer: Client) -> None:
    assert "Vimeo" not in writer.get(f"{SERVICES}?q=openstreetmap").content.decode().split("<main")[1]
    found = writer.get(f"{STORED}results/?category=third-party").content.decode()
    assert "YSC" in found
    assert "sessionid" not in found


def test_every_adapter_has_words() -> None:
    assert set(ADAPTER_WORDS) == set(ADAPTERS)
