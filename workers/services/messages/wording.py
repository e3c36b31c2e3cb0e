"""Chooses the words of a delivery by what it is for."""

from typing import Any

from workers.models import Delivery, DeliveryState, Event, Purpose
from workers.models.delivery import CARRIERS
from workers.services.messages.telling import frame, tell_confirmation, tell_managing, tell_publication
from workers.services.messages.telling_contacts import tell_contact
from workers.services.messages.telling_digests import read_until, tell_digest
from workers.services.messages.telling_releases import tell_release


class NothingToTell(Exception):
    """All that a message was to carry has been taken from it, in the moment in which it was made."""


def word(delivery: Delivery) -> tuple[str, dict[str, Any]]:
    """Return the language of a delivery's mail, and the context of its templates.

    A publication is told in its own language, everything else in the reader's.
    """
    event, language = delivery.event, delivery.language
    if event is not None and delivery.purpose == Purpose.RELEASE:
        return language, {**frame(language), **tell_release(event, language, read_parts(delivery))}
    if delivery.purpose == Purpose.DIGEST:
        asked = delivery.choices
        frequency, until = str(asked.get("frequency", "now")), read_until(asked)
        told = tell_digest(read_parts(delivery), language, frequency=frequency, until=until)
        return language, {**frame(language), **told}
    if event is not None:
        return event.locale, {**frame(event.locale), **tell_publication(event, language, delivery.reason)}
    if delivery.purpose == Purpose.CONFIRMATION:
        return language, {**frame(language), **tell_confirmation(delivery)}
    if delivery.purpose == Purpose.CONTACT:
        return language, {**frame(language), **tell_contact(delivery)}
    return language, {**frame(language), **tell_managing(delivery)}


def read_parts(delivery: Delivery) -> list[tuple[Event, Any]]:
    """Return the pages that a message carries, each with the topic that is followed. Raises `NothingToTell`."""
    included = delivery.included.filter(state=DeliveryState.INCLUDED)
    rows = included.select_related("event", "event__gathered_by", "reason")
    parts = [(row.event, row.reason) for row in rows.order_by("pk") if row.event]
    if not parts:
        raise NothingToTell
    return parts


def tell_apart(delivery: Delivery) -> object:
    """Return a key that is the same for messages that differ in nothing but the recipient."""
    if delivery.purpose == Purpose.PUBLICATION:
        return (delivery.event_id, delivery.language, delivery.reason_id)
    if delivery.purpose in CARRIERS:
        rows = delivery.included.filter(state=DeliveryState.INCLUDED).order_by("pk")
        asked = tuple(sorted(delivery.choices.items()))
        return (delivery.event_id, delivery.language, asked, *rows.values_list("event_id", "reason_id"))
    return delivery.pk
