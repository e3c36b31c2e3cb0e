"""Who writes pages writes the draft of the registry; who publishes pages publishes it; others are kept out."""

import pytest
from django.test import Client

from consent.models import PolicyRevision, Service, StoredItem
from tests.consent.desk.conftest import REVIEWERS, LogIn
from tests.consent.desk.filling import NEW_SERVICE, PUBLISH, REVISIONS, SERVICES, STORED

pytestmark = pytest.mark.django_db

VIEWS = (SERVICES, STORED, "/admin/cookies/texts/", PUBLISH, f"{PUBLISH}preview/", REVISIONS)


def change_draft() -> None:
    Service.objects.filter(name="youtube").update(company="Någon annan")


@pytest.mark.parametrize("path", VIEWS)
def test_who_has_nothing_to_do_with_it_is_refused(log_in: LogIn, path: str) -> None:
    client = log_in()
    for method in (client.get, client.post):
        response = method(path)
        assert response.status_code == 302
        assert response["Location"] == "/admin/"


def test_the_menu_shows_it_only_to_those_who_may(log_in: LogIn, writer: Client) -> None:
    assert "/admin/cookies/" not in log_in().get("/admin/").content.decode()
    for path in VIEWS:
        if "preview" not in path:
            assert path in writer.get("/admin/").content.decode()


def test_who_writes_changes_the_draft_and_does_not_publish(writer: Client) -> None:
    assert writer.post(f"{SERVICES}new/", NEW_SERVICE).status_code == 302
    assert Service.objects.filter(name="peertube").exists()
    page = writer.get(PUBLISH).content.decode()
    assert "Någon som får publicera tar vid härifrån." in page
    assert "meaning-third-party" not in page
    assert writer.post(PUBLISH, {"meaning-third-party": "content"})["Location"] == "/admin/"
    assert PolicyRevision.objects.count() == 1


def test_who_writes_removes_nothing(writer: Client) -> None:
    for path, model in ((SERVICES, Service), (STORED, StoredItem)):
        row = model._default_manager.filter(**({} if model is Service else {"built_in": False})).first()
        assert row is not None
        assert writer.post(f"{path}delete/{row.pk}/")["Location"] == "/admin/"
        assert model._default_manager.filter(pk=row.pk).exists()


def test_who_publishes_may_do_both(log_in: LogIn) -> None:
    change_draft()
    assert 'name="note"' in log_in(REVIEWERS).get(PUBLISH).content.decode()


def test_a_stranger_is_asked_to_log_in() -> None:
    for path in VIEWS:
        assert Client().get(path)["Location"].startswith("/admin/login/")
