"""Gathers all that we hold about an address, for its owner (GDPR, articles 15 and 20)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from workers.consent_texts import CONSENT_TEXTS
from workers.models import Contact, Delivery, Event, Subscriber, SubscriberRecord, Topic
from workers.services.messages.lettering import word_letter
from workers.services.messages.rendering import render_words
from workers.services.messages.telling import name_version
from workers.services.messages.wording import tell_apart, word
from workers.services.privacy.finding import (
    find_endpoints,
    find_import_rows,
    find_letters,
    find_reports,
    find_subscribers,
)
from workers.services.suppressing.listing import find_suppression
from workers.services.suppressing.marking import spell

Facts = dict[str, Any]


def export(email: str) -> Facts | None:
    """Return all that is kept about an address, ready for JSON, or None when nothing is. Times are UTC."""
    subscribers = [describe_subscriber(one) for one in find_subscribers(email)]
    suppression = find_suppression(email)
    facts: Facts = {
        "email": spell(email),
        "subscriber": subscribers[0] if subscribers else None,
        "suppressed": suppression
        and {"reason": suppression.reason, "at": tell(suppression.at), "details": suppression.details},
        "waits_to_be_address_of": Subscriber.objects.filter(new_email=spell(email)).count(),
        "letters": [
            describe_letter(row) for letter in find_letters(email) for row in letter.deliveries.all()
        ],
        "fault_reports": [
            {"at": tell(letter.created_at), "what": letter.content.get("what", "")}
            for letter in find_reports(email)
        ],
        "import_rows": [
            {"file": row.upload.file_name, "line": row.line, "cells": row.cells}
            for row in find_import_rows(email)
        ],
        "looks_after_webhooks": [
            {"name": endpoint.name, "language": endpoint.owner_language} for endpoint in find_endpoints(email)
        ],
    }
    return facts if any(value for name, value in facts.items() if name != "email") else None


def describe_subscriber(subscriber: Subscriber) -> Facts:
    """Return a subscriber's choices, history, contact data and messages."""
    return {
        "key": str(subscriber.key),
        "language": subscriber.language,
        "frequency": subscriber.frequency,
        "kinds": list(subscriber.kinds),
        "new_email": subscriber.new_email,
        "created_at": tell(subscriber.created_at),
        "asked_at": tell(subscriber.asked_at),
        "confirmed_at": tell(subscriber.confirmed_at),
        "ended_at": tell(subscriber.ended_at),
        "language_since": tell(subscriber.language_since),
        "former_language": subscriber.former_language,
        "follows": [
            {
                "topic": name_topic(one.topic, subscriber.language),
                "basis": one.basis,
                "text": one.consent_text,
                "source": one.source,
                "since": tell(one.since),
            }
            for one in subscriber.subscriptions.select_related("topic").order_by("since", "pk")
        ],
        "history": [describe_record(one) for one in subscriber.records.order_by("at", "pk")],
        "contact": describe_contact(subscriber),
        "messages": list(describe_messages(subscriber)),
        "bounces": [
            {"at": tell(one.at), "kind": one.kind, "status": one.status, "source": one.source}
            for one in subscriber.bounces.order_by("at", "pk")
        ],
    }


def describe_record(record: SubscriberRecord) -> Facts:
    """Return one line of the history, with the words that were agreed to."""
    return {
        "at": tell(record.at),
        "what": record.what,
        "source": record.source,
        "text": record.text,
        "words": CONSENT_TEXTS.get(record.text, {}),
        "details": record.details,
    }


def describe_contact(subscriber: Subscriber) -> Facts | None:
    """Return who somebody is to us as a contact person of an actor, or None."""
    contact = (
        Contact.objects.select_related("actor", "group", "municipality").filter(subscriber=subscriber).first()
    )
    if contact is None:
        return None
    return {
        "name": contact.name,
        "organisation": contact.organisation,
        "actor": name_topic(contact.actor, subscriber.language) if contact.actor else "",
        "group": name_topic(contact.group, subscriber.language) if contact.group else "",
        "municipality": name_topic(contact.municipality, subscriber.language) if contact.municipality else "",
        "source": contact.source,
        "added_at": tell(contact.added_at),
        "informed_at": tell(contact.informed_at),
    }


def describe_messages(subscriber: Subscriber) -> Iterable[Facts]:
    """Yield each message with its subject, the oldest first; what another carried is told in that one."""
    subjects: dict[object, str] = {}
    rows = subscriber.deliveries.filter(carrier=None, letter=None)
    for row in rows.select_related("event", "reason", "subscriber").order_by("created_at", "pk"):
        key = tell_apart(row)
        if key not in subjects:
            subjects[key] = find_subject(row)
        yield {**describe_delivery(row), "subject": subjects[key]}


def describe_letter(delivery: Delivery) -> Facts:
    assert delivery.letter is not None  # noqa: S101  it was found by its letter
    return {**describe_delivery(delivery), "subject": word_letter(delivery, delivery.letter).subject}


def describe_delivery(delivery: Delivery) -> Facts:
    return {
        "purpose": delivery.purpose,
        "language": delivery.language,
        "state": delivery.state,
        "outcome": delivery.outcome,
        "created_at": tell(delivery.created_at),
        "finished_at": tell(delivery.finished_at),
    }


def find_subject(delivery: Delivery) -> str:
    """Return the subject of a message as it would be written now; what it told of may be gone."""
    try:
        language, context = word(delivery)
        return render_words(delivery.purpose, language, context, "").subject
    except (Event.DoesNotExist, Topic.DoesNotExist, LookupError, ValueError):
        return delivery.event.title if delivery.event else ""


def name_topic(topic: Topic | None, language: str) -> str:
    """Return what a topic is called; no topic is the whole plan."""
    if topic is None:
        return "plan"
    version = topic.version_in(language)
    return name_version(topic, version) if version else topic.code or str(topic.key)


def tell(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
