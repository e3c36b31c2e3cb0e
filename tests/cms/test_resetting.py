"""An editor resets their own password by mail, the whole way over HTTP."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django.fixtures import Settings
from wagtail.users.models import UserProfile

from tests.services.mailbox import Mailbox, text_of

pytestmark = pytest.mark.django_db
NEW = "ett-langt-losenord-som-ar-nytt"
LINK = re.compile(r"https?://\S+/admin/password_reset/confirm/\S+")


@pytest.fixture
def mailbox(settings: Settings, tmp_path: Path) -> Mailbox:
    settings.EMAIL_BACKEND = "workers.desk_mail.DeskMailBackend"
    settings.EMAIL_URL, settings.MAILBOX_DIR = "", tmp_path
    return Mailbox(tmp_path)


@pytest.fixture
def editor() -> Any:
    return get_user_model().objects.create_superuser("anna", "anna@example.org", "det gamla lösenordet")


def ask_for_link(address: str, language: str = "sv") -> Any:
    return Client().post("/admin/password_reset/", {"email": address}, headers={"Accept-Language": language})


def test_a_forgotten_password_is_replaced_by_mail_and_the_link_works_once(
    editor: Any, mailbox: Mailbox
) -> None:
    assert "/admin/password_reset/" in Client().get("/admin/login/").content.decode()
    assert ask_for_link("anna@example.org")["Location"] == "/admin/password_reset/done/"
    message = mailbox.wait_for("anna@example.org")
    assert message["Subject"] == "Nytt lösenord till redigeringen"
    found = LINK.search(text_of(message))
    assert found is not None
    path = urlsplit(found[0]).path
    browser = Client()
    form = browser.get(path, follow=True)
    answer = browser.post(form.redirect_chain[-1][0], {"new_password1": NEW, "new_password2": NEW})
    assert answer["Location"] == "/admin/password_reset/complete/"
    again = Client()
    again.post("/admin/login/", {"username": "anna", "password": NEW})
    assert again.get("/admin/").status_code == 200
    used = Client().get(path, follow=True)
    assert "new_password1" not in used.content.decode()


def test_the_answer_is_the_same_for_an_unknown_address(editor: Any, mailbox: Mailbox) -> None:
    known, unknown = ask_for_link("anna@example.org"), ask_for_link("ingen@example.org")
    assert (known.status_code, known["Location"], known.content) == (
        unknown.status_code,
        unknown["Location"],
        unknown.content,
    )
    assert [message["To"] for message in mailbox.messages()] == ["anna@example.org"]


def test_the_mail_is_in_the_language_that_the_editor_chose(editor: Any, mailbox: Mailbox) -> None:
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": "en"})
    ask_for_link("anna@example.org", "sv")
    assert mailbox.wait_for("anna@example.org")["Subject"] == "A new password for the desk"


def test_a_dead_mail_server_does_not_tell_who_has_an_account(editor: Any, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "workers.desk_mail.DeskMailBackend"
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    assert ask_for_link("anna@example.org")["Location"] == "/admin/password_reset/done/"
