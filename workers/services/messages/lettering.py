"""Makes the message of a letter, which nobody subscribes to and nobody leaves."""

from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import pgettext

from workers.models import Alarm, Delivery, Letter, Purpose
from workers.services.messages.naming import identify
from workers.services.messages.rendering import Words, render_words
from workers.services.messages.subjects import write_subject
from workers.services.messages.telling import frame, name_site
from workers.services.messages.telling_webhooks import tell_disabled_webhook
from workers.services.suppressing.marking import mark
from workers.tokens import sign_leaving, sign_readdressing

POLICY = SMTP.clone(cte_type="7bit")


def address_letter(letter: Letter) -> str:
    """Return where a letter goes: to its recipient, else to the editors' mailbox of today."""
    return letter.recipient or str(settings.EDITORS_EMAIL)


def compose_letter(delivery: Delivery, letter: Letter) -> bytes:
    """Return the whole message (RFC 5322, CRLF) of a letter."""
    words = word_letter(delivery, letter)
    return lay_out_letter(words, address_letter(letter), letter.reply_to, identify(delivery))


def lay_out_letter(words: Words, to: str, reply_to: str, message_id: str) -> bytes:
    """Return the message (RFC 5322, CRLF) that carries these words."""
    message = EmailMessage(policy=POLICY)
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = to
    if reply_to:
        message["Reply-To"] = reply_to
    message["Message-ID"] = message_id
    message["Date"] = formatdate()
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(words.text, cte="quoted-printable")
    message.add_alternative(words.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = words.language
    return write_subject(words.subject) + message.as_bytes()


def word_letter(delivery: Delivery, letter: Letter) -> Words:
    """Return what the reader of a letter sees."""
    if delivery.purpose == Purpose.PROOF:
        return word_proof(letter)
    if delivery.purpose == Purpose.EVIDENCE:
        return word_evidence(letter)
    if delivery.purpose in (Purpose.ADDRESS, Purpose.ADDRESS_CHANGED):
        return word_address(delivery, letter)
    if delivery.purpose == Purpose.WEBHOOK_DISABLED:
        return word_disabled_webhook(delivery.language, letter)
    if delivery.purpose == Purpose.ALERT:
        return word_alert(letter)
    return word_fault(delivery, letter)


def word_proof(letter: Letter) -> Words:
    """Return the words that readers would get, with a mark in the subject."""
    words = Words(**letter.content)
    with translation.override(words.language):
        test = pgettext("mark in the subject of a message", "[Test]")
    return Words(words.language, f"{test} {words.subject}", words.text, words.html)


def word_fault(delivery: Delivery, letter: Letter) -> Words:
    """Return a report as the editors read it, in the site's first language."""
    language = settings.LANGUAGE_CODE
    context: dict[str, Any] = {
        **frame(language),
        **letter.content,
        "reply_to": letter.reply_to,
        "at": letter.created_at,
        "reporters_language": delivery.language,
    }
    return render_words(Purpose.FAULT_REPORT, language, context, "")


def word_address(delivery: Delivery, letter: Letter) -> Words:
    """Return the link by which a new address is confirmed, or word to the old one that it was.

    The link to leave is the old address's alone: who may only be mistaken for somebody's new address
    could end everything with it.
    """
    language, key = delivery.language, UUID(letter.content["subscriber"])
    context = frame(language)
    if delivery.purpose == Purpose.ADDRESS_CHANGED:
        return render_words(Purpose.ADDRESS_CHANGED, language, context, sign_leaving(key))
    token = sign_readdressing(key, mark(letter.recipient))
    context["address_url"] = settings.SITE_URL + reverse(f"workers:address-{language}", args=[token])
    return render_words(Purpose.ADDRESS, language, context, "")


def word_evidence(letter: Letter) -> Words:
    """Return the roots of sealed days in Swedish and English, one below the other: they are kept for years."""
    language = settings.LANGUAGE_CODE
    days = [{**day, "day": date.fromisoformat(day["day"])} for day in letter.content["days"]]
    context: dict[str, Any] = {
        **frame(language),
        "days": days,
        "first": days[0]["day"],
        "last": days[-1]["day"],
        "site_name_sv": name_site("sv"),
        "site_name_en": name_site("en"),
    }
    return render_words(Purpose.EVIDENCE, language, context, "")


def word_alert(letter: Letter) -> Words:
    """Return what administrators are told of an alarm: that it lasts, or that it is over by the time this goes."""
    language = settings.LANGUAGE_CODE
    context: dict[str, Any] = {
        **frame(language),
        "alarm": Alarm.objects.get(pk=letter.content["alarm"]),
        "check_url": settings.SITE_URL + reverse("mail_check"),
    }
    return render_words(Purpose.ALERT, language, context, "")


def word_disabled_webhook(language: str, letter: Letter) -> Words:
    """Return what is told to who looks after a webhook that we turned off, in the language chosen for it."""
    with translation.override(language):
        context = {**frame(language), **tell_disabled_webhook(letter)}
    return render_words(Purpose.WEBHOOK_DISABLED, language, context, "")
