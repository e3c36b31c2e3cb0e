"""What the forms offer to follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from workers.models import Subscriber, Topic
from workers.models.topic import AREA, PLAN
from workers.services.messages.sorting import sort_key
from workers.services.messages.telling import name_version
from workers.services.subscribing.following import WHOLE_PLAN


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick: its value, its name, and the language of the name."""

    value: str
    name: str
    language: str


def list_choices(language: str, wanted: Iterable[str] = ()) -> list[Choice]:
    """Return the whole plan, each area in the order of its code, and the wanted topics beside them.

    Unknown and withdrawn keys among the wanted are left out.
    """
    extra = {key for value in wanted if (key := read_key(value))}
    choices = []
    for topic in Topic.objects.followable():
        version = topic.version_in(language)
        if version is not None and topic.type != PLAN and (topic.type == AREA or topic.key in extra):
            name = name_version(topic, version)
            choices.append((sort_key(topic.code), Choice(str(topic.key), name, version.locale)))
    ordered = [choice for _code, choice in sorted(choices, key=lambda pair: (pair[0], pair[1].name))]
    return [Choice(WHOLE_PLAN, _("The whole plan"), language), *ordered]


def choose_scope(values: Iterable[str]) -> list[str]:
    """Return what was asked for in one spelling: keys as we write them, a plan's key as the whole plan.

    What is no key stays as it is, so that a form can refuse it.
    """
    asked = list(values)
    keys = {key for value in asked if (key := read_key(value))}
    plans = set(Topic.objects.filter(key__in=keys, type=PLAN).values_list("key", flat=True))
    whole = [WHOLE_PLAN] if plans or WHOLE_PLAN in asked else []
    junk = [value for value in asked if value != WHOLE_PLAN and not read_key(value)]
    return [*whole, *sorted(str(key) for key in keys - plans), *junk]


def list_followed(subscriber: Subscriber) -> list[str]:
    """Return what a subscriber follows, as values of the form."""
    topics = subscriber.subscriptions.values_list("topic__key", flat=True)
    return [WHOLE_PLAN if key is None else str(key) for key in topics]


def read_key(value: str) -> UUID | None:
    """Return a translation key, or None for what is none."""
    try:
        return UUID(value)
    except ValueError:
        return None
