"""What can be followed, of which kind and how often, and what the forms keep of it."""

import re
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pages.events import PagePublished, page_published
from tests.workers.announcing import Tree, follower, grow, publications
from tests.workers.conftest import read_mailbox
from workers.models import Subscriber, SubscriberRecord
from workers.services.delivering.sending import deliver
from workers.services.subscribing.offering import list_offer
from workers.tokens import sign_managing

pytestmark = pytest.mark.django_db

OURS = {"Sec-Fetch-Site": "same-origin"}
PATHS = {"sv": "/sv/prenumerera/", "en": "/en/subscribe/"}
FORM = {"email": "anna@example.org", "language": "sv", "scope": ["plan"]}


@pytest.fixture
def tree() -> Tree:
    return grow("sv", "en")


def announce(
    kind: str, title: str, *, locale: str = "sv", key: UUID | None = None, names: tuple[UUID, ...] = ()
) -> UUID:
    """Announce an actor or a group of actors, and return its key."""
    key = key or uuid4()
    with transaction.atomic():
        page_published.send(
            sender=None,
            event=PagePublished(
                publication=next(publications),
                change=uuid4(),
                key=key,
                parent=None,
                locale=locale,
                type=kind,
                code="employers" if kind == "actor_group" else "",
                title=title,
                path="",
                kind="new",
                note="",
                logged=True,
                at=timezone.now(),
                names=names,
            ),
        )
    return key


def confirm(client: Client, mailbox: Path) -> None:
    deliver(urgent=True, seconds=60)
    part = read_mailbox(mailbox)[-1].get_body(("plain",))
    assert part
    link = re.search(
        r"https://plan\.example\.org(/(?:sv/prenumerera/bekrafta|en/subscribe/confirm)/\S+)",
        part.get_content(),
    )
    assert link
    assert client.post(link[1], headers=OURS).status_code == 200


def test_the_form_offers_actors_by_group(client: Client, tree: Tree) -> None:
    employers = announce("actor_group", "Arbetsgivare")
    school = announce("actor_group", "Skolan")
    mill = announce("actor", "Bruket", names=(uuid4(), employers))
    moved = announce("actor", "Lärcentrum", names=(employers,))
    announce("actor", "Lärcentrum", key=moved, names=(school,))
    lone = announce("actor", "Ensam")
    offer = list_offer("sv")
    assert [(group.name, [part.name for part in group.parts]) for group in offer.groups] == [
        ("Arbetsgivare", ["Bruket"]),
        ("Skolan", ["Lärcentrum"]),
        ("Andra aktörer", ["Ensam"]),
    ]
    page = client.get(PATHS["sv"]).content.decode()
    assert "Det som någon av 3 aktörer har en roll i" in page
    for key in (mill, moved, lone):
        assert f'value="{key}"' in page
    assert "employers" not in page
    assert f'value="{employers}"' not in page


def test_priorities_stand_under_their_area_folded_until_one_is_ticked(client: Client, tree: Tree) -> None:
    (branch, empty) = list_offer("sv").areas
    assert branch.choice and branch.choice.value == str(tree.area)
    assert [part.value for part in branch.parts] == [str(tree.priority)] and empty.parts == []
    assert (
        '<details class="choices-below"><summary>Bara vissa prioriteringar i U2'
        in client.get(PATHS["sv"]).content.decode()
    )
    ticked = client.get(f"{PATHS['sv']}?follow={tree.priority}").content.decode()
    assert '<details class="choices-below" open>' in ticked
    assert ticked.count(f'value="{tree.priority}"') == 1


def test_the_offer_takes_as_many_queries_whatever_there_is_to_follow(tree: Tree) -> None:
    with CaptureQueriesContext(connection) as few:
        list_offer("sv")
    group = announce("actor_group", "Arbetsgivare")
    for number in range(20):
        announce("actor", f"Aktör {number}", names=(group,))
    with CaptureQueriesContext(connection) as many:
        list_offer("sv")
    assert len(many) == len(few) <= 4


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({}, ("new", "material")),
        ({"kinds": ["", "minor"]}, ("minor",)),
        ({"kinds": ["new", "material", "minor"]}, ("new", "material", "minor")),
    ],
)
@pytest.mark.parametrize("frequency", ["now", "daily", "weekly"])
def test_kinds_and_frequency_are_kept_through_the_confirmation(
    client: Client, mailbox: Path, tree: Tree, sent: dict[str, object], kept: tuple[str, ...], frequency: str
) -> None:
    assert client.post(PATHS["sv"], {**FORM, **sent, "frequency": frequency}, headers=OURS).status_code == 200
    confirm(client, mailbox)
    person = Subscriber.objects.get()
    assert (person.kinds, person.frequency) == (kept, frequency)


@pytest.mark.parametrize(
    ("frequency", "words"),
    [("now", "direkt"), ("daily", "varje dag klockan 08.30"), ("weekly", "varje måndag klockan 08.30")],
)
def test_the_confirmation_says_when_mail_comes(
    client: Client, mailbox: Path, tree: Tree, frequency: str, words: str
) -> None:
    client.post(PATHS["sv"], {**FORM, "frequency": frequency}, headers=OURS)
    deliver(urgent=True, seconds=60)
    for kind in ("plain", "html"):
        part = read_mailbox(mailbox)[-1].get_body((kind,))
        assert part and words in part.get_content()


def test_the_settings_show_and_change_kinds_and_frequency(client: Client, tree: Tree) -> None:
    person = follower("sv", tree.area)
    Subscriber.objects.update(frequency="weekly", wants_minor=True, wants_new=False)
    path = f"/sv/prenumerera/hantera/{sign_managing(person.key)}/"
    page = client.get(path).content.decode()
    for ticked in ("kinds-material", "kinds-minor", "frequency-weekly", "language-sv"):
        assert re.search(rf'id="{ticked}"[^>]* checked', page)
    assert not re.search(r'id="kinds-new"[^>]* checked', page)
    without_kinds = {"language": "sv", "scope": [str(tree.area)], "frequency": "daily"}
    assert client.post(path, without_kinds, headers=OURS).status_code == 200
    person.refresh_from_db()
    assert (person.kinds, person.frequency) == (("material", "minor"), "daily")
    client.post(path, {**without_kinds, "kinds": ["", "new"]}, headers=OURS)
    person.refresh_from_db()
    assert person.kinds == ("new",)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_was_ticked_stays_when_something_else_is_wrong(
    client: Client, tree: Tree, language: str
) -> None:
    sent = {
        "email": "anna",
        "language": "en",
        "scope": [str(tree.priority)],
        "kinds": ["", "minor"],
        "frequency": "weekly",
    }
    response = client.post(PATHS[language], sent, headers=OURS)
    page = response.content.decode()
    assert response.status_code == 422
    for kept in (
        f'value="{tree.priority}" checked',
        'value="minor" checked',
        'value="weekly" checked',
        'value="en" checked',
    ):
        assert kept in page
    assert 'value="new" checked' not in page


def test_more_than_a_link_can_carry_is_told_at_the_field(client: Client, tree: Tree) -> None:
    keys = [str(announce("actor", f"Aktör {number}")) for number in range(101)]
    response = client.post(PATHS["sv"], {**FORM, "scope": keys}, headers=OURS)
    assert response.status_code == 422
    assert "Välj högst 100" in response.content.decode()
    assert client.post(PATHS["sv"], {**FORM, "scope": keys[:100]}, headers=OURS).status_code == 200


def test_consent_is_recorded_with_its_words_and_its_choices(
    client: Client, mailbox: Path, tree: Tree
) -> None:
    client.post(PATHS["sv"], {**FORM, "scope": [str(tree.area)], "frequency": "daily"}, headers=OURS)
    confirm(client, mailbox)
    asked, confirmed = SubscriberRecord.objects.order_by("pk")
    assert (asked.what, confirmed.what) == ("asked", "confirmed")
    for record in (asked, confirmed):
        assert (record.source, record.text) == ("form", "2026-1")
        assert record.details == {
            "language": "sv",
            "frequency": "daily",
            "scope": [str(tree.area)],
            "kinds": ["new", "material"],
        }
        assert "@" not in str(record.details)
