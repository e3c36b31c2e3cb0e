"""A strict mail server takes every mail in both languages, whatever a title is made of."""

import re
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import product
from typing import Any

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from tests.faults.awkward import list_titles
from tests.services.bars import Bars
from tests.workers.post_office import PostOffice
from workers.answers import Verdict
from workers.mail import SmtpCarrier
from workers.services.messages.composing import lay_out
from workers.services.messages.examples import TOKEN, list_names, tell_example
from workers.services.messages.lettering import lay_out_letter
from workers.services.messages.rendering import Words, render_words

LETTERS = {"address", "address_changed", "alert", "check", "evidence", "fault_report", "webhook_disabled"}
LONGEST_LINE = 998
READER = "reader@example.org"
HEADERS = {
    "From", "To", "Reply-To", "Subject", "Message-ID", "Date", "Auto-Submitted", "Content-Language", "MIME-Version",
    "Content-Type", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
}  # fmt: skip
OURS = re.compile(
    r"https?://.*|sv|en|new|material|minor|now|daily|weekly|bulk|[A-Z]\d+(\.\d+)*|consent-root .*|\S+@\S+|",
    re.DOTALL,
)


@pytest.mark.django_db
def test_a_strict_server_takes_every_mail_with_any_title(
    post_office: PostOffice, settings: Settings, size: Callable[[int, int], int], bar: Bars
) -> None:
    settings.SITE_URL = "https://plan.example.org"
    titles = list_titles(size(40, 200))[:: size(4, 1)]
    sent: list[Words] = []
    refused: list[str] = []
    with closing(SmtpCarrier(post_office.url)) as carrier:
        for title, name, language in product(titles, list_names(), ("sv", "en")):
            words, message = write(name, language, title)
            carrier.begin(READER)
            outcome = carrier.send(message)
            sent.append(words)
            if outcome.verdict != Verdict.SENT:
                refused.append(f"{name} {language} {title[:20]!r}: {outcome.detail}")
    bar("mails with awkward titles that a strict server refused", len(refused), 0, "")
    assert refused == []
    faults = Counter[str]()
    for words, (recipient, raw) in zip(sent, post_office.handler.accepted, strict=True):
        assert recipient == READER
        faults.update(find_faults(words, raw))
    assert not faults
    bar(f"faults in {len(sent)} of them, parsed again", faults.total(), 0, "")


def write(name: str, language: str, title: str) -> tuple[Words, bytes]:
    """Return what a reader is to see of a mail whose words are all this title, and its message."""
    context = spoil(tell_example(name, language), title)
    with translation.override(language):
        words = render_words(name, language, context, TOKEN)
    if name in LETTERS:
        return words, lay_out_letter(words, READER, READER, "<1.1@plan.example.org>")
    head, body = lay_out(words, str(context["site_name"]), TOKEN)
    own = f"To: {READER}\r\nMessage-ID: <1.1@plan.example.org>\r\nList-Unsubscribe: <https://plan.example.org/>\r\n"
    return words, own.encode("ascii") + head + body


def spoil(value: Any, title: str) -> Any:
    """Put a title in the place of every word that people write; addresses, codes and kinds are ours."""
    if isinstance(value, dict):
        return {key: spoil(part, title) for key, part in value.items()}
    if isinstance(value, list):
        return [spoil(part, title) for part in value]
    return title if isinstance(value, str) and not OURS.fullmatch(value) else value


def find_faults(words: Words, raw: bytes) -> list[str]:
    """Return what is wrong with a message that the server took."""
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    faults = []
    if max(len(line) for line in raw.split(b"\r\n")) > LONGEST_LINE:
        faults.append("a line is too long")
    if re.search(rb"(?<!\r)\n|\r(?!\n)|\x00", raw):
        faults.append("a line ends in no way that SMTP knows")
    if message.defects or any(part.defects for part in message.walk()):
        faults.append("a defect")
    if not set(message.keys()) <= HEADERS or any(count > 1 for count in Counter(message.keys()).values()):
        faults.append("a header that is none of ours")
    if message["To"] != READER:
        faults.append("another recipient")
    if message["Subject"] != words.subject:
        faults.append(f"another subject: {message['Subject']!r} for {words.subject!r}")
    for kind, said in (("plain", words.text), ("html", words.html)):
        part = message.get_body((kind,))
        if part is None or part.get_content().replace("\r\n", "\n").rstrip("\n") != said.rstrip("\n"):
            faults.append(f"another {kind} body")
    return faults
