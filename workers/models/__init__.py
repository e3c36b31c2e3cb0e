"""What the workers remember; one subject a file."""

from workers.models.delivery import Delivery, DeliveryState, Purpose
from workers.models.event import RELEASE, Event, EventState, Hearing, HearingState
from workers.models.letter import Letter
from workers.models.subscription import Basis, Frequency, Language, Subscriber, Subscription
from workers.models.throttle import Throttle
from workers.models.topic import Topic, TopicVersion

__all__ = [
    "RELEASE",
    "Basis",
    "Delivery",
    "DeliveryState",
    "Event",
    "EventState",
    "Frequency",
    "Hearing",
    "HearingState",
    "Language",
    "Letter",
    "Purpose",
    "Subscriber",
    "Subscription",
    "Throttle",
    "Topic",
    "TopicVersion",
]
