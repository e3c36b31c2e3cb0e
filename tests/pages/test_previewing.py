"""A draft is read by its link, in its own language, until the link ends."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from pages.models import PreviewLink, Publication, StandardPage
from pages.previewing.links import address_of
from tests.pages.building import add, build_home, build_standard, publish
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db
SECRET = "Det här är ett utkast som ingen annan ser."


@pytest.fixture
def drafted(editor: Editor) -> StandardPage:
    """A public page with a newer draft."""
    page = build_standard(build_home())
    page.lead = SECRET
    page.save_revision()
    return page


def share(editor: Editor, page: StandardPage) -> str:
    """Press the button, and return the path that the desk shows."""
    editor.post(f"/admin/previews/{page.pk}/", make="1")
    link = PreviewLink.objects.latest("pk")
    assert address_of(link) in editor.client.get(f"/admin/previews/{page.pk}/").content.decode()
    return urlsplit(address_of(link)).path


def test_who_has_the_link_reads_the_draft_marked_as_one(editor: Editor, drafted: StandardPage) -> None:
    path = share(editor, drafted)
    answer = Client().get(path, headers={"Accept-Language": "en"})
    text = answer.content.decode()
    assert SECRET in text
    assert '<html lang="sv">' in text
    assert "Utkast" in text
    assert answer["Content-Language"] == "sv"
    assert SECRET not in Client().get(drafted.url).content.decode()


def test_the_draft_is_kept_out_of_caches_and_search_and_sets_no_cookie(
    editor: Editor, drafted: StandardPage
) -> None:
    path = share(editor, drafted)
    visitor = Client()
    answer = visitor.get(path)
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "ETag" not in answer
    assert not visitor.cookies
    public = Client().get(drafted.url)
    assert answer["Content-Security-Policy"] == public["Content-Security-Policy"]


def test_the_draft_is_the_same_for_an_editor_as_for_anybody(editor: Editor, drafted: StandardPage) -> None:
    path = share(editor, drafted)
    assert editor.client.get(path).content == Client().get(path).content


def test_the_link_follows_later_drafts(editor: Editor, drafted: StandardPage) -> None:
    path = share(editor, drafted)
    drafted.lead = "Ett nyare utkast."
    drafted.save_revision()
    assert "Ett nyare utkast." in Client().get(path).content.decode()


def test_a_page_that_was_never_public_is_shown_too(editor: Editor) -> None:
    page = add(build_home(), StandardPage, live=False, title="Nytt", slug="nytt", lead=SECRET)
    path = share(editor, page)
    assert SECRET in Client().get(path).content.decode()
    assert not Publication.objects.filter(key=page.translation_key).exists()


def test_the_editor_ends_every_link_of_a_page(editor: Editor, drafted: StandardPage) -> None:
    paths = [share(editor, drafted), share(editor, drafted)]
    editor.post(f"/admin/previews/{drafted.pk}/", end="1")
    for path in paths:
        answer = Client().get(path)
        assert answer.status_code == 410
        assert SECRET not in answer.content.decode()
        assert answer["Cache-Control"] == "private, no-store"
        assert "Länken gäller inte längre" in answer.content.decode()


def test_a_link_ends_by_itself(editor: Editor, drafted: StandardPage) -> None:
    path = share(editor, drafted)
    link = PreviewLink.objects.get()
    assert link.ends_at - link.made_at <= timedelta(days=settings.PREVIEW_DAYS, seconds=1)
    PreviewLink.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(path).status_code == 410


def test_a_link_to_a_deleted_page_has_ended(editor: Editor, drafted: StandardPage) -> None:
    path = share(editor, drafted)
    drafted.delete()
    assert Client().get(path).status_code == 410


@pytest.mark.parametrize("token", ["x", "6c0b2a0e-3a0c-4b56-9b5c-4a3f6d1b2c3d:forged", "å", ":"])
def test_a_forged_link_is_not_found(token: str, db: None) -> None:
    build_home()
    assert Client().get(f"/preview/{token}/").status_code == 404


def test_who_may_not_edit_makes_no_link(drafted: StandardPage, client: Any) -> None:
    answer = Client().post(f"/admin/previews/{drafted.pk}/", {"make": "1"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")
    assert not PreviewLink.objects.exists()


def test_a_published_draft_is_still_shown_by_its_link(editor: Editor, drafted: StandardPage) -> None:
    path = share(editor, drafted)
    publish(drafted)
    assert SECRET in Client().get(path).content.decode()
