"""What the forms offer to follow: the plan, areas with their priorities, and actors by group."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from workers.models import Event, Topic
from workers.models.topic import ACTOR, AREA, PLAN
from workers.services.messages.sorting import sort_key
from workers.services.messages.telling import name_version, put_on_one_line
from workers.services.subscribing.choosing import read_key
from workers.services.subscribing.following import WHOLE_PLAN

PRIORITY = "priority"
GROUP = "actor_group"


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick: its value, its name, the language of the name, and its code, if it has one."""

    value: str
    name: str
    language: str
    code: str = ""


@dataclass(slots=True)
class Branch:
    """An area with its priorities, or a group with its actors; a group's own choice is None."""

    name: str
    language: str
    choice: Choice | None = None
    parts: list[Choice] = field(default_factory=list)


@dataclass(slots=True)
class Offer:
    """All boxes, in the order in which people read them; `others` are pages that somebody came from."""

    plan: Choice
    areas: list[Branch]
    others: list[Choice]
    groups: list[Branch]

    @property
    def all(self) -> list[Choice]:
        """Every box of the form."""
        found = [self.plan, *self.others]
        for branch in [*self.areas, *self.groups]:
            found += [branch.choice] if branch.choice else []
            found += branch.parts
        return found

    @property
    def count_actors(self) -> int:
        return sum(len(group.parts) for group in self.groups)


def list_offer(language: str, wanted: Iterable[str] = ()) -> Offer:
    """Return what can be followed, named in this language where it can be; four queries.

    The wanted topics that stand in no list of their own are offered beside the areas. Unknown and
    withdrawn keys among them are left out.
    """
    extra = {key for value in wanted if (key := read_key(value))}
    topics = {topic.key: topic for topic in Topic.objects.followable() if topic.type != PLAN}
    areas = offer_areas(topics, language)
    groups = offer_actors(topics, language)
    listed = {part.value for branch in [*areas, *groups] for part in branch.parts}
    others = [
        choice
        for key in extra & topics.keys()
        if topics[key].type != AREA and (choice := offer(topics[key], language)).value not in listed
    ]
    whole = Choice(WHOLE_PLAN, _("The whole plan"), language)
    return Offer(whole, areas, order(others), groups)


def offer_areas(topics: dict[UUID, Topic], language: str) -> list[Branch]:
    """Return each area with its priorities, in the order of the codes."""
    branches = []
    for topic in topics.values():
        if topic.type == AREA:
            choice = offer(topic, language)
            parts = [
                offer(below, language)
                for below in topics.values()
                if below.type == PRIORITY and below.parent_key == topic.key
            ]
            branches.append(Branch(choice.name, choice.language, choice, order(parts)))
    return sorted(branches, key=lambda branch: rank(branch.choice) if branch.choice else ([], ""))


def offer_actors(topics: dict[UUID, Topic], language: str) -> list[Branch]:
    """Return the actors by the group that their latest announcement names; who has none come last."""
    groups = {key: topic for key, topic in topics.items() if topic.type == GROUP}
    belongs: dict[UUID, UUID | None] = {}
    said = Event.objects.filter(type=ACTOR).order_by("pk").values_list("key", "names")
    for key, names in said:
        named = {found for name in names if (found := read_key(str(name)))}
        belongs[key] = next(iter(named & groups.keys()), None)
    branches: dict[UUID | None, Branch] = {}
    for topic in topics.values():
        if topic.type == ACTOR:
            group = belongs.get(topic.key)
            if group not in branches:
                branches[group] = name_group(groups[group] if group else None, language)
            branches[group].parts.append(offer(topic, language))
    for branch in branches.values():
        branch.parts = order(branch.parts)
    return sorted(branches.values(), key=lambda branch: (branch.name == _("Other actors"), branch.name))


def name_group(group: Topic | None, language: str) -> Branch:
    """Return a group without its actors yet; its code is for programs and is not shown."""
    version = group.version_in(language) if group else None
    if version is None:
        return Branch(_("Other actors"), language)
    return Branch(put_on_one_line(version.title), version.locale)


def offer(topic: Topic, language: str) -> Choice:
    """Return the box of a topic that is live in some language."""
    version = topic.version_in(language)
    name = name_version(topic, version) if version else topic.code
    return Choice(str(topic.key), name, version.locale if version else language, topic.code)


def order(choices: list[Choice]) -> list[Choice]:
    """Return choices in the order of their codes as people count, then of their names."""
    return sorted(choices, key=rank)


def rank(choice: Choice) -> tuple[list[tuple[int, str]], str]:
    """What a choice is sorted by."""
    return sort_key(choice.code), choice.name
