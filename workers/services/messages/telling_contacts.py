"""What the first mail to a contact person says: who writes, why, what will come, and what they may ask."""

from typing import Any

from workers.models import Contact, Delivery, Source, Subscription
from workers.services.messages.sorting import sort_key
from workers.services.messages.telling import name_version


def tell_contact(delivery: Delivery) -> dict[str, Any]:
    """Return `{name, organisation, imported, frequency, topics}` (GDPR, article 14).

    `topics` is `[{name, language}]`, and an empty list is the whole plan.
    """
    subscriber = delivery.subscriber
    if subscriber is None:
        return {}
    contact = Contact.objects.filter(subscriber=subscriber).first()
    return {
        "name": contact.name if contact else "",
        "organisation": contact.organisation if contact else "",
        "imported": contact is not None and contact.source == Source.IMPORT,
        "frequency": subscriber.frequency,
        "topics": list_followed_topics(delivery),
    }


def list_followed_topics(delivery: Delivery) -> list[dict[str, str]]:
    """Return what somebody follows now, in the order of the codes."""
    followed = Subscription.objects.filter(subscriber=delivery.subscriber, topic__isnull=False)
    topics = [one.topic for one in followed.select_related("topic") if one.topic]
    named = []
    for topic in sorted(topics, key=lambda topic: sort_key(topic.code)):
        version = topic.version_in(delivery.language)
        if version is not None:
            named.append({"name": name_version(topic, version), "language": version.locale})
    return named
