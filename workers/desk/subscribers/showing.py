"""The page of one subscriber: what they follow and why, what was sent, and what an editor may do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from wagtail import hooks

from workers.desk.subscribers.pages import TemplatePage, find_subscriber, name_user
from workers.desk.subscribers.permitting import CHANGE, may
from workers.models import Basis, Contact, Delivery, DeliveryState, Purpose, Source, Subscriber, Topic
from workers.services.contacts.editing import is_contact
from workers.services.delivering.explaining import SENTENCES, explain
from workers.services.messages.telling import name_version
from workers.services.suppressing.listing import find_suppression

LAST_MAILS = 20
LINKS_HOOK = "register_subscriber_links"
"""A hook of ours: called with the request and the subscriber, it returns `(label, address)` of more to do."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that is followed: its name (empty: the whole plan) and on what ground, from where and when."""

    name: str
    language: str
    basis: str
    text: str
    source: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """One mail: what it was, of what, what became of it, and why in words."""

    at: datetime
    purpose: str
    about: str
    language: str
    state: str
    why: str


class SubscriberView(TemplatePage):
    """Shows one subscriber, found by key."""

    template_name = "workers/desk/subscribers/subscriber.html"
    page_title = gettext_lazy("Subscriber")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subscriber = find_subscriber(self.kwargs["key"])
        contact: Contact | None = getattr(subscriber, "contact", None)
        language = get_language() or "sv"
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "subscriber": subscriber,
            "contact": contact,
            "added_by": name_user(contact.added_by) if contact else "",
            "group": name_topic(contact.group, language) if contact else "",
            "municipality": name_topic(contact.municipality, language) if contact else "",
            "followed": list_followed(subscriber, language),
            "records": [
                (record, Source(record.source).label) for record in subscriber.records.order_by("-pk")
            ],
            "mails": list_mails(subscriber),
            "suppression": find_suppression(subscriber.email),
            "may_change": may(self.request.user, CHANGE),
            "may_edit": may(self.request.user, CHANGE) and is_contact(subscriber),
            "may_inform": contact is not None and contact.informed_at is None and failed_first(subscriber),
            "links": list_links(self.request, subscriber),
        }


def list_links(request: HttpRequest, subscriber: Subscriber) -> list[tuple[str, str]]:
    """Return what else can be done with a subscriber, as others offer it."""
    return [link for offer in hooks.get_hooks(LINKS_HOOK) for link in offer(request, subscriber)]


def list_followed(subscriber: Subscriber, language: str) -> list[Followed]:
    """Return what somebody follows, the earliest first. Two queries."""
    rows = subscriber.subscriptions.select_related("topic").prefetch_related("topic__versions")
    return [
        Followed(
            name_topic(row.topic, language),
            speak_of(row.topic, language),
            str(Basis(row.basis).label),
            row.consent_text,
            str(Source(row.source).label) if row.source in Source.values else row.source,
            row.since,
        )
        for row in rows.order_by("since", "pk")
    ]


def name_topic(topic: Topic | None, language: str) -> str:
    """Return what a topic is called in this language, else in another; empty for none."""
    version = (topic.version_in(language) or topic.versions.first()) if topic else None
    return name_version(topic, version) if topic and version else ""


def speak_of(topic: Topic | None, language: str) -> str:
    """Return the language of a topic's name."""
    version = topic.version_in(language) if topic else None
    return version.locale if version else language


def list_mails(subscriber: Subscriber) -> list[Sent]:
    """Return the last mails, the latest first; what was told in another mail is not one of its own."""
    rows = subscriber.deliveries.exclude(state=DeliveryState.INCLUDED).select_related("event")
    return [show_mail(row) for row in rows.order_by("-pk")[:LAST_MAILS]]


def show_mail(row: Delivery) -> Sent:
    """Return one mail in words; the reason stands where there is trouble."""
    troubled = row.outcome and row.state in (DeliveryState.WAITING, DeliveryState.FAILED)
    return Sent(
        row.finished_at or row.created_at,
        str(Purpose(row.purpose).label),
        f"{row.event.code} {row.event.title}".strip() if row.event else "",
        row.event.locale if row.event else "",
        str(DeliveryState(row.state).label),
        str(SENTENCES[explain(row.outcome)]) if troubled else "",
    )


def failed_first(subscriber: Subscriber) -> bool:
    """Tell whether the first mail to a contact person came to nothing."""
    first = subscriber.deliveries.filter(purpose=Purpose.CONTACT)
    return (
        subscriber.active
        and not first.exclude(
            state__in=(DeliveryState.FAILED, DeliveryState.SUPPRESSED, DeliveryState.CANCELLED)
        ).exists()
    )
