"""What the site knows of that a list may name: groups, municipalities, actors, and what can be followed."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from workers.models import Topic
from workers.models.topic import HOME, PLAN

GROUP, MUNICIPALITY, ACTOR, PRIORITY = "actor_group", "municipality", "actor", "priority"
FOLLOWED_BY_NOBODY = (GROUP, MUNICIPALITY, HOME)
OFFICIAL_NAMES = (r"(?P<place>.+?)s? (?:kommun|stad)", r"(?:municipality|city) of (?P<place>.+)")


@dataclass
class Known:
    """Topics by what people write for them, in lower case; read once for a whole list."""

    groups: dict[str, Topic] = field(default_factory=dict)
    municipalities: dict[str, Topic] = field(default_factory=dict)
    actors: dict[str, Topic] = field(default_factory=dict)
    keys: dict[UUID, Topic] = field(default_factory=dict)
    codes: dict[str, list[Topic]] = field(default_factory=lambda: defaultdict(list))


def know() -> Known:
    """Return what is public now, by its code and by its name in each language."""
    known = Known()
    named = {GROUP: known.groups, MUNICIPALITY: known.municipalities, ACTOR: known.actors}
    for topic in Topic.objects.followable().order_by("-pk"):
        names = named.get(topic.type)
        if names is not None:
            for name in list_names(topic):
                names[name] = topic
        if topic.type not in FOLLOWED_BY_NOBODY:
            known.keys[topic.key] = topic
            if topic.code:
                known.codes[fold(topic.code)].append(topic)
    return known


def list_names(topic: Topic) -> list[str]:
    """Return a topic's code, its titles, and of a municipality the name of the place alone."""
    titles = [fold(version.title) for version in topic.versions.all() if version.live]
    if topic.type == MUNICIPALITY:
        found = [re.fullmatch(name, title) for name in OFFICIAL_NAMES for title in titles]
        titles += [place["place"] for place in found if place]
        titles += [f"{place['place']}s" for place in found if place]
    return [fold(topic.code), *titles] if topic.code else titles


def fold(text: str) -> str:
    """Return a name as names are compared: without case, with single spaces."""
    return " ".join(text.split()).casefold()


def is_whole_plan(topic: Topic) -> bool:
    """Who names the plan itself follows the whole of it."""
    return topic.type == PLAN
