"""What Wagtail writes to editors goes the same way as everything else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from pytest_django.fixtures import Settings

from tests.services.mailbox import Mailbox
from workers.mail import CarrierDown


@pytest.mark.django_db
def test_a_message_to_an_editor_lies_in_the_local_mailbox(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "workers.desk_mail.DeskMailBackend"
    settings.EMAIL_URL, settings.MAILBOX_DIR = "", tmp_path
    write_to_editor("Granska U1", "Sidan väntar på dig.")
    message = Mailbox(tmp_path).wait_for("anna@example.org")
    assert message["Subject"] == "Granska U1"


@pytest.mark.django_db
def test_a_dead_server_is_told(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "workers.desk_mail.DeskMailBackend"
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    with pytest.raises(CarrierDown):
        write_to_editor("Granska U1", "Sidan väntar på dig.")


def write_to_editor(subject: str, text: str) -> None:
    """Write to an editor as Django does."""
    write: Callable[..., None] = get_user_model()(email="anna@example.org").email_user
    write(subject, text, from_email="plan@example.org")
