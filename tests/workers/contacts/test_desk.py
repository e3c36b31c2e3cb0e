"""Editors who may publish keep the list of subscribers at the desk; no address stands in a URL."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.workers.announcing import follower
from tests.workers.contacts.lists import make_list, make_row, publish_plan
from workers.models import Contact, ContactImport, ContactImportRow, Delivery, Subscriber, Subscription
from workers.services.contacts.adding import add
from workers.services.contacts.checking import Entry
from workers.services.contacts.importing import import_for
from workers.services.delivering.sending import deliver
from workers.services.subscribing.following import leave

pytestmark = pytest.mark.django_db

FILLED = {
    "email": "Anna@Example.org",
    "name": "Anna Ek",
    "organisation": "Mälardalens universitet",
    "group": "",
    "municipality": "",
    "language": "sv",
    "frequency": "weekly",
    "kinds": ["new", "material"],
}


def log_in(*groups: str) -> Client:
    """Return the browser of somebody in these groups."""
    user = get_user_model().objects.create_user("eva", "eva@example.org", "password")
    user.groups.add(*Group.objects.filter(name__in=groups))
    client = Client(headers={"accept-language": "sv"})
    client.force_login(user)
    return client


@pytest.fixture
def client() -> Client:
    """The browser of somebody who may publish."""
    return log_in("Redaktör", "Granskare")


def read(response: Any) -> str:
    """Return what a page says."""
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def hand_over(client: Client, data: bytes) -> Any:
    """Upload a list."""
    file = SimpleUploadedFile("lista.csv", data, "text/csv")
    return client.post(reverse("subscriber_imports"), {"file": file}, follow=True)


def make_contact(email: str = "anna@example.org") -> Subscriber:
    """Return a contact person of an organisation."""
    add([Entry(email, "Sala kommun", "Anna Ek")], source="editor")  # type: ignore[arg-type]
    return Subscriber.objects.get(email=email)


def test_an_editor_who_may_not_publish_sees_no_addresses() -> None:
    client, person = log_in("Redaktör"), follower()
    for name, args in (("subscribers", []), ("subscriber", [person.key]), ("subscriber_imports", [])):
        response = client.get(reverse(name, args=args), follow=True)
        assert person.email not in response.content.decode()
        assert response.redirect_chain[-1][0] == "/admin/"
    assert "/admin/subscribers/" not in client.get("/admin/").content.decode()


def test_the_list_is_in_the_menu_and_says_when_it_is_empty(client: Client) -> None:
    assert "/admin/subscribers/" in client.get("/admin/").content.decode()
    assert "Ingen följer planen ännu" in read(client.get(reverse("subscribers")))


def test_the_list_is_filtered(client: Client) -> None:
    publish_plan()
    make_contact()
    follower("en", email="bo@example.net")
    leave(follower(email="eva@example.com").key)
    for query, shown in (
        ({}, {"anna", "bo", "eva"}),
        ({"basis": "public_task"}, {"anna"}),
        ({"basis": "consent"}, {"bo"}),
        ({"language": "en"}, {"bo"}),
        ({"state": "ended"}, {"eva"}),
        ({"state": "active", "language": "sv", "frequency": "now"}, {"anna"}),
        ({"state": "nonsense"}, {"anna", "bo", "eva"}),
    ):
        said = read(client.get(reverse("subscribers"), query))
        assert {name for name in ("anna", "bo", "eva") if f"{name}@example" in said} == shown


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ANNA@example.org ", True),
        ("@example.org", True),
        ("example.org", True),
        ("Sala", True),
        ("bo@example.org", False),
        ("ample.org", False),
        ("%", False),
    ],
)
def test_an_address_is_searched_for_without_standing_in_the_address(
    client: Client, words: str, found: bool
) -> None:
    make_contact()
    response = client.post(reverse("subscribers"), {"words": words})
    assert ("anna@example.org" in read(response).replace(f'value="{words.strip()}"', "")) is found


def test_a_subscriber_is_shown_with_ground_source_and_mails(client: Client) -> None:
    publish_plan()
    person = make_contact()
    deliver(urgent=False, seconds=10)
    said = read(client.get(reverse("subscriber", args=[person.key])))
    for part in (
        "anna@example.org",
        "Anna Ek",
        "Sala kommun",
        "allmänt intresse",
        "contact-2026-1",
        "skickat",
    ):
        assert part in said
    assert f"/{person.pk}/" not in reverse("subscriber", args=[person.key])


def test_a_stranger_key_is_404(client: Client) -> None:
    key = "00000000-0000-4000-8000-000000000000"
    for name in ("subscriber", "subscriber_edit", "subscriber_end"):
        assert client.get(reverse(name, args=[key])).status_code == 404


def test_a_contact_person_is_added_by_hand_and_told(client: Client) -> None:
    tree = publish_plan()
    response = client.post(
        reverse("subscriber_add"), {**FILLED, "scope": [str(tree.area), str(tree.priority)]}, follow=True
    )
    assert "Kontaktpersonen är tillagd" in read(response)
    contact = Contact.objects.select_related("subscriber").get()
    assert (contact.subscriber.email, contact.source) == ("anna@example.org", "editor")
    assert contact.added_by is not None
    assert contact.actor is not None
    assert Subscription.objects.filter(basis="public_task", source="editor").count() == 2
    assert Delivery.objects.get().purpose == "contact"


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(client: Client) -> None:
    said = read(client.post(reverse("subscriber_add"), {**FILLED, "email": "anna", "organisation": ""}))
    assert 'value="anna"' in said
    assert "Skriv vilken organisation" in said
    assert "Välj hela planen" in said


def test_who_left_is_not_added_by_hand_either(client: Client) -> None:
    publish_plan()
    leave(follower(email="anna@example.org").key)
    said = read(client.post(reverse("subscriber_add"), {**FILLED, "scope": ["plan"]}))
    assert "får inga utskick" in said
    assert "Mälardalens universitet" in said
    assert not Contact.objects.exists()


def test_a_contact_person_is_edited_and_it_is_remembered(client: Client) -> None:
    tree = publish_plan()
    person = make_contact()
    edit = reverse("subscriber_edit", args=[person.key])
    assert "Sala kommun" in read(client.get(edit))
    client.post(edit, {**FILLED, "language": "en", "scope": [str(tree.area)]})
    person.refresh_from_db()
    assert (person.email, person.language, person.former_language) == ("anna@example.org", "en", "sv")
    assert [one.topic.key for one in person.subscriptions.all() if one.topic] == [tree.area]
    assert [record.what for record in person.records.order_by("pk")] == ["added", "changed"]


def test_who_consented_is_not_edited_for(client: Client) -> None:
    person = follower()
    assert client.get(reverse("subscriber_edit", args=[person.key])).status_code == 404


def test_an_editor_ends_all_mail_and_sends_the_link(client: Client) -> None:
    person = make_contact()
    client.post(reverse("subscriber_link", args=[person.key]))
    assert Delivery.objects.filter(purpose="manage", subscriber=person).exists()
    end = reverse("subscriber_end", args=[person.key])
    assert "anna@example.org" in read(client.get(end))
    said = read(client.post(end, follow=True))
    assert "Får inget mer" in said
    person.refresh_from_db()
    assert not person.active
    assert person.records.last().source == "editor"  # type: ignore[union-attr]


def test_a_first_mail_that_failed_is_sent_again(client: Client) -> None:
    person = make_contact()
    inform = reverse("subscriber_inform", args=[person.key])
    client.post(inform)
    assert Delivery.objects.count() == 1
    Delivery.objects.update(state="failed")
    assert "Skicka det första mejlet igen" in read(client.get(reverse("subscriber", args=[person.key])))
    client.post(inform)
    assert Delivery.objects.filter(purpose="contact", state="waiting").count() == 1


def test_figures_count_by_topic_language_and_frequency(client: Client) -> None:
    tree = publish_plan()
    follower("sv", tree.area)
    follower("en", tree.area)
    follower("sv")
    said = read(client.get(reverse("subscriber_figures")))
    assert "3 prenumeranter får utskick" in said
    assert '<td class="number">2</td></tr>' in said


def test_a_list_is_previewed_before_anybody_is_added(client: Client) -> None:
    publish_plan()
    said = read(hand_over(client, make_list(make_row(), make_row(email="no", language="fi"))))
    assert "1 person är ny" in said
    assert "1 rad har fel" in said
    assert "Skriv sv eller en." in said
    assert "Importera de rader som stämmer" in said
    assert not Subscriber.objects.exists()


@pytest.mark.both_databases
def test_a_search_for_what_no_text_has_is_answered_at_the_field(client: Client) -> None:
    person = follower()
    said = read(client.post(reverse("subscribers"), {"words": "a\0b"}))
    assert "words-error" in said and 'aria-invalid="true"' in said
    assert person.email in read(client.post(reverse("subscribers"), {"words": person.email}))


def test_an_unreadable_list_is_refused_at_the_field(client: Client) -> None:
    said = read(hand_over(client, make_list("x").replace(b"x", b"\xe4")))
    assert "Rad 2 är inte i UTF-8" in said
    assert not ContactImport.objects.exists()


def test_the_good_rows_are_imported_and_the_errors_downloaded(client: Client) -> None:
    publish_plan()
    bad = make_row(email="=cmd", name="-1+1")
    page = hand_over(client, make_list(make_row(), bad, make_row(email="bo@example.org"))).redirect_chain[-1][
        0
    ]
    said = read(client.post(page, {"do": "import"}, follow=True))
    assert "0 av 2 rader" in said
    assert not client.get(f"{page}progress/").json()["finished"]
    import_for(10)
    progress = client.get(f"{page}progress/").json()
    assert (progress["finished"], progress["said"]) == (True, "Importen är klar.")
    assert "2 personer lades till" in read(client.get(page))
    errors = b"".join(client.get(f"{page}errors.csv")).decode()
    assert errors.startswith("\ufeffRad;Kolumn;Vad som är fel;organisation")
    assert ";'=cmd;" in errors
    assert ";'-1+1;" in errors
    assert "redan" in read(client.post(page, {"do": "import"}, follow=True))
    assert Contact.objects.count() == 2


def test_a_list_is_thrown_away(client: Client) -> None:
    publish_plan()
    page = hand_over(client, make_list(make_row())).redirect_chain[-1][0]
    said = read(client.post(page, {"do": "discard"}, follow=True))
    assert "Listan är kastad" in said
    assert not ContactImportRow.objects.exists()


def test_a_long_list_is_paged_and_its_errors_are_shown_alone(client: Client) -> None:
    publish_plan()
    rows = [make_row(email=f"p{n}@example.org") for n in range(120)]
    page = hand_over(client, make_list(*rows, make_row(email="wrong"))).redirect_chain[-1][0]
    assert "p60@example.org" in read(client.get(page, {"p": 2}))
    assert "p60@example.org" not in read(client.get(page))
    only = read(client.get(page, {"bad": ""}))
    assert "wrong" in only
    assert "p1@example.org" not in only


def test_an_editor_who_may_not_publish_imports_nothing() -> None:
    client = log_in("Redaktör")
    response = hand_over(client, make_list(make_row()))
    assert response.redirect_chain[-1][0] == "/admin/"
    assert not ContactImport.objects.exists()
