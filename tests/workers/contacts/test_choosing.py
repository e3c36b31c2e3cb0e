"""An editor chooses for a contact person what a reader chooses: which changes, and actors to follow."""

from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.workers.contacts.lists import publish_plan
from tests.workers.contacts.test_desk import FILLED, log_in, make_contact, read
from workers.models import Subscriber, Topic

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


class Ticked(HTMLParser):
    """Gathers which boxes of a page are ticked, as `name=value`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "input" and said.get("type") == "checkbox" and "checked" in said:
            self.found.add(f"{said['name']}={said['value']}")


@pytest.fixture
def client() -> Client:
    """The browser of somebody who may publish."""
    return log_in("Redaktör", "Granskare")


def post(client: Client, **changed: Any) -> Any:
    """Add Anna as a contact person."""
    return client.post(reverse("subscriber_add"), {**FILLED, "scope": ["plan"], **changed}, follow=True)


def test_a_new_contact_person_hears_of_what_is_usual_unless_the_editor_says_otherwise(client: Client) -> None:
    ticked = Ticked(read(client.get(reverse("subscriber_add")))).found
    assert ticked == {"scope=plan", "kinds=new", "kinds=material"}


def test_the_kinds_and_actors_that_are_chosen_are_kept_and_shown_again(client: Client) -> None:
    publish_plan()
    actor = Topic.objects.get(type="actor")
    post(client, kinds=["minor"], scope=[str(actor.key)])
    person = Subscriber.objects.get()
    assert person.kinds == ("minor",)
    assert [one.topic for one in person.subscriptions.all()] == [actor]
    details = person.records.get().details
    assert (details["kinds"], details["scope"]) == (["minor"], [str(actor.key)])
    page = read(client.get(reverse("subscriber_edit", args=[person.key])))
    assert Ticked(page).found == {f"scope={actor.key}", "kinds=minor"}
    assert page.count(f'value="{actor.key}"') == 1


def test_the_kinds_of_a_contact_person_are_edited_and_it_is_remembered(client: Client) -> None:
    person = make_contact()
    edit = reverse("subscriber_edit", args=[person.key])
    client.post(edit, {**FILLED, "scope": ["plan"], "kinds": ["new", "minor"]})
    person.refresh_from_db()
    assert person.kinds == ("new", "minor")
    assert person.records.get(what="changed").details["kinds"] == ["new", "minor"]


def test_who_asked_and_never_confirmed_gets_the_kinds_that_the_editor_chose(client: Client) -> None:
    asked = Subscriber.objects.create(email="anna@example.org", asked_at="2026-01-01T00:00Z", language="sv")
    post(client, kinds=["minor"])
    asked.refresh_from_db()
    assert asked.active
    assert asked.kinds == ("minor",)


def test_no_kind_is_an_error_at_its_field_and_nothing_is_lost(client: Client) -> None:
    publish_plan()
    actor = Topic.objects.get(type="actor")
    said = read(post(client, kinds=[], scope=[str(actor.key)]))
    assert "Välj minst ett slags ändring." in said
    assert 'value="Anna Ek"' in said
    assert Ticked(said).found == {f"scope={actor.key}"}
    assert not Subscriber.objects.exists()


def test_an_actor_that_is_gone_is_refused_and_never_becomes_the_whole_plan(client: Client) -> None:
    said = read(post(client, scope=[str(uuid4())]))
    assert "Ett av dina val finns inte i planen." in said
    assert not Subscriber.objects.exists()
