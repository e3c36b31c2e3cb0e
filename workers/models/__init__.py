"""What the workers remember; one subject a file."""

from workers.models.delivery import Delivery, DeliveryState, Purpose
from workers.models.event import RELEASE, Event, EventState, Hearing, HearingState
from workers.models.letter import Letter
from workers.models.record import Deed, Source, SubscriberRecord
from workers.models.subscription import Basis, Frequency, Kind, Language, Subscriber, Subscription
from workers.models.throttle import Throttle
from workers.models.topic import Topic, TopicVersion

__all__ = [
    "RELEASE",
    "Basis",
    "Deed",
    "Delivery",
    "DeliveryState",
    "Event",
    "EventState",
    "Frequency",
    "Hearing",
    "HearingState",
    "Kind",
    "Language",
    "Letter",
    "Purpose",
    "Source",
    "Subscriber",
    "SubscriberRecord",
    "Subscription",
    "Throttle",
    "Topic",
    "TopicVersion",
]
