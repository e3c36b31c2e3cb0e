"""Makes the messages: a skeleton for each (event, language, reason), and a substitution a recipient."""

import re
import secrets
import time
import uuid
from dataclasses import dataclass
from email import quoprimime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from workers.models import Delivery
from workers.services.messages.lettering import compose_letter
from workers.services.messages.naming import identify
from workers.services.messages.rendering import Words, clean, render_words
from workers.services.messages.subjects import write_subject
from workers.services.messages.wording import tell_apart, word
from workers.tokens import sign_leaving

LINE_LENGTH = 75
FOLD = 72
MOST_SKELETONS = 200
LIST_ID = "updates"
# What the name of a list may not hold: it would end the name, or be read as something encoded.
IN_NO_NAME = re.compile(r'[<>"\\]|=\?')


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A message without its recipient: bytes, split where the token to leave belongs, as is the link to leave."""

    head: bytes
    pieces: list[bytes]
    leave: tuple[str, str]


class Composer:
    """Renders each skeleton once; lives as long as one call of the sender."""

    def __init__(self) -> None:
        self._skeletons: dict[object, Skeleton] = {}

    def compose(self, delivery: Delivery) -> bytes:
        """Return one whole message (RFC 5322, CRLF) for a delivery that has a subscriber, or a letter."""
        if delivery.letter_id is not None and delivery.letter is not None:
            return compose_letter(delivery, delivery.letter)
        subscriber = delivery.subscriber
        if subscriber is None:
            raise ValueError("a delivery without a subscriber cannot be composed")
        token = sign_leaving(subscriber.key)
        skeleton = self._find_skeleton(delivery)
        before, after = skeleton.leave
        headers = (
            f"To: {subscriber.email}\r\n"
            f"Message-ID: {identify(delivery)}\r\n"
            f"Date: {stamp(int(time.time()))}\r\n"
            f"List-Unsubscribe: <{before}{token}{after}>\r\n"
        )
        own = fold(token)
        return headers.encode("ascii") + skeleton.head + own.join(skeleton.pieces)

    def _find_skeleton(self, delivery: Delivery) -> Skeleton:
        key = tell_apart(delivery)
        if key not in self._skeletons:
            if len(self._skeletons) >= MOST_SKELETONS:
                self._skeletons.clear()
            self._skeletons[key] = build_skeleton(delivery)
        return self._skeletons[key]


def build_skeleton(delivery: Delivery) -> Skeleton:
    """Render a delivery's templates and lay out the message around a mark for the token."""
    mark = f"m{secrets.token_hex(12)}m"
    language, context = word(delivery)
    words = render_words(delivery.purpose, language, context, mark)
    head, body = lay_out(words, context["site_name"], mark)
    before, _, after = f"{settings.SITE_URL}{reverse('workers:leave', args=[mark])}".partition(mark)
    return Skeleton(head, body.split(mark.encode("ascii")), (before, after))


def lay_out(words: Words, site_name: str, mark: str) -> tuple[bytes, bytes]:
    """Return the header fields that all recipients share, and the body with the mark in it."""
    boundary = f"=_{uuid.uuid4().hex}"
    parts = [
        layout_part(boundary, "plain", words.text, mark),
        layout_part(boundary, "html", words.html, mark),
        f"--{boundary}--\r\n".encode("ascii"),
    ]
    return build_head(words.subject, words.language, boundary, site_name), b"".join(parts)


def build_head(subject: str, language: str, boundary: str, site_name: str) -> bytes:
    """Return the header fields that all recipients share, and the empty line after them."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["Reply-To"] = settings.EDITORS_EMAIL
    message["List-Id"] = f"{' '.join(IN_NO_NAME.sub(' ', clean(site_name)).split())} <{LIST_ID}.{host}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = language
    message["MIME-Version"] = "1.0"
    fields = write_subject(subject) + message.as_bytes().rstrip(b"\r\n") + b"\r\n"
    kind = f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"\r\n\r\n'
    return fields + kind.encode("ascii")


def layout_part(boundary: str, subtype: str, content: str, mark: str) -> bytes:
    """Return one part, encoded piece by piece so that no soft line break falls into the mark."""
    head = (
        f"--{boundary}\r\n"
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    pieces = [encode(piece) for piece in content.split(mark)]
    return head.encode("ascii") + mark.encode("ascii").join(pieces) + b"\r\n"


@lru_cache(maxsize=2)
def stamp(second: int) -> str:
    """Return a second as a header has it (RFC 5322, 3.3)."""
    return formatdate(second)


def fold(token: str) -> bytes:
    """Return a token between soft line breaks: its letters, digits, `-`, `_` and `:` stand for themselves (RFC 2045, 6.7)."""
    octets = token.encode("ascii")
    return b"=\r\n".join([b"", *(octets[at : at + FOLD] for at in range(0, len(octets), FOLD)), b""])


def encode(text: str) -> bytes:
    """Return text as quoted-printable UTF-8 with CRLF, each line one short of the limit.

    The missing octet is for the soft line break that may follow.
    """
    octets = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8").decode("latin-1")
    return quoprimime.body_encode(octets, maxlinelen=LINE_LENGTH, eol="\r\n").encode("ascii")
