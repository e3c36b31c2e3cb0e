"""What the workers remember; one subject a file."""

from workers.models.alarm import Alarm
from workers.models.bounce import Bounce, BounceKind, ReportCount
from workers.models.contact import (
    Contact,
    ContactImport,
    ContactImportRow,
    Fate,
    ImportState,
)
from workers.models.daily_count import DailyCount
from workers.models.delivery import Delivery, DeliveryState, Purpose
from workers.models.event import RELEASE, Event, EventState, Hearing, HearingState
from workers.models.letter import Letter
from workers.models.record import Deed, Source, SubscriberRecord
from workers.models.replay import Replay
from workers.models.route import Allowance, Route
from workers.models.subscription import Basis, Frequency, Kind, Language, Subscriber, Subscription
from workers.models.suppression import Suppression, SuppressionReason
from workers.models.throttle import Throttle
from workers.models.topic import Topic, TopicVersion
from workers.models.webhook import (
    EndpointState,
    EventType,
    PostState,
    Problem,
    WebhookEndpoint,
    WebhookMessage,
    WebhookPost,
)

__all__ = [
    "RELEASE",
    "Alarm",
    "Allowance",
    "Basis",
    "Bounce",
    "BounceKind",
    "Contact",
    "ContactImport",
    "ContactImportRow",
    "DailyCount",
    "Deed",
    "Delivery",
    "DeliveryState",
    "EndpointState",
    "Event",
    "EventState",
    "EventType",
    "Fate",
    "Frequency",
    "Hearing",
    "HearingState",
    "ImportState",
    "Kind",
    "Language",
    "Letter",
    "PostState",
    "Problem",
    "Purpose",
    "Replay",
    "ReportCount",
    "Route",
    "Source",
    "Subscriber",
    "SubscriberRecord",
    "Subscription",
    "Suppression",
    "SuppressionReason",
    "Throttle",
    "Topic",
    "TopicVersion",
    "WebhookEndpoint",
    "WebhookMessage",
    "WebhookPost",
]
