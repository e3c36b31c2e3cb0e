"""A database that takes no writing now is told to the visitor, who loses nothing."""

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.test import Client

from tests.workers.announcing import follower, grow
from workers.models import Delivery, Subscriber, Subscription
from workers.tokens import Choices, sign_confirmation, sign_leaving, sign_managing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

OURS = {"Sec-Fetch-Site": "same-origin"}
WORDS = {"sv": "Det gick inte att spara just nu", "en": "It could not be saved just now"}
FORM = {
    "sv": ("/sv/prenumerera/", "/sv/prenumerera/hantera/", "/sv/prenumerera/bekrafta/"),
    "en": ("/en/subscribe/", "/en/subscribe/manage/", "/en/subscribe/confirm/"),
}


@contextmanager
def held_by_another() -> Iterator[None]:
    """Hold what every form writes to, while our own connection waits a tenth of a second."""
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 100")
            with closing(sqlite3.connect(Path(name), isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                yield
        else:
            cursor.execute("SET lock_timeout = '100ms'")
            parameters = connection.get_connection_params()
            address = {
                key: parameters[key]
                for key in ("dbname", "user", "password", "host", "port")
                if key in parameters
            }
            with psycopg.connect(**address) as other:
                other.execute("LOCK TABLE workers_throttle, workers_subscriber IN EXCLUSIVE MODE")
                yield
                other.rollback()
    connection.close()
    # What a caught error's frames still hold keeps SQLite's files open, and the next test's copy fails.
    gc.collect()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_form_is_lost_while_nothing_can_be_written(client: Client, language: str) -> None:
    tree = grow("sv", "en")
    person = follower(language, tree.area)
    choices = Choices(language, "now", ("plan",))
    subscribing, managing, confirming = FORM[language]
    before = list(Subscriber.objects.values()), list(Subscription.objects.values())
    typed = {
        "email": "anna@example.org",
        "language": "en",
        "scope": [str(tree.other_area)],
        "frequency": "now",
    }
    asked = {
        subscribing: ['value="anna@example.org"', f'value="{tree.other_area}" checked'],
        managing: ['value="anna@example.org"'],
        f"{managing}{sign_managing(person.key)}/": [f'value="{tree.other_area}" checked'],
        f"{confirming}{sign_confirmation(person.key, choices)}/": ["<button"],
        f"/unsubscribe/{sign_leaving(person.key)}/": ["<button"],
    }
    with held_by_another():
        for path, kept in asked.items():
            response = client.post(path, typed, headers=OURS)
            page = response.content.decode()
            assert (response.status_code, response.headers["Retry-After"]) == (503, "30"), path
            assert f'<html lang="{language}"' in page
            assert WORDS[language] in page
            for value in kept:
                assert value in page, path
    assert (list(Subscriber.objects.values()), list(Subscription.objects.values())) == before
    assert not Delivery.objects.exists()
    assert client.post(subscribing, typed, headers=OURS).status_code == 200
    assert Delivery.objects.count() == 1
