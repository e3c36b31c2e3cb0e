"""A mailbox of its own for each test, and a strict mail server for those that want one."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.workers.post_office import PostOffice
from tests.workers.receiving import Receiver


@pytest.fixture(autouse=True)
def mailbox(tmp_path: Path, settings: Settings) -> Path:
    """The folder of the local mailbox, empty."""
    settings.MAILBOX_DIR = tmp_path / "mail"
    settings.EMAIL_URL = ""
    settings.SITE_URL = "https://plan.example.org"
    return tmp_path / "mail"


@pytest.fixture
def post_office(settings: Settings) -> Iterator[PostOffice]:
    """A strict SMTP server that the settings name."""
    with PostOffice() as office:
        settings.EMAIL_URL = office.url
        yield office


@pytest.fixture
def open_loopback(settings: Settings) -> None:
    """Let webhooks be posted to this machine."""
    settings.WEBHOOKS_ALLOW_LOOPBACK = True


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        yield server


def read_mailbox(folder: Path) -> list[EmailMessage]:
    """The messages in a mailbox, oldest first."""
    return [message_from_bytes(path.read_bytes(), policy=default) for path in sorted(folder.glob("*.eml"))]
