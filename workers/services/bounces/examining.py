"""Looks into the mailbox of reports for the doctor, and changes nothing there."""

from typing import NamedTuple

from django.conf import settings

from workers.services.bounces.imap import Mailbox


class Contents(NamedTuple):
    """How many mails wait to be read, and how many lie aside for people."""

    waiting: int
    aside: int


def look_into_mailbox() -> Contents:
    """Log in and count. Raises `MailboxDown`, whose words say what is wrong and what to do."""
    with Mailbox(settings.BOUNCES_URL).opened(only_looking=True) as mailbox:
        return Contents(len(mailbox.list_new()), mailbox.count_aside())
