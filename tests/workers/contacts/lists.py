"""Writes lists of contact persons, and the plan that they name."""

from uuid import uuid4

from tests.workers.announcing import Tree, grow
from workers.models import Topic, TopicVersion

HEADER = "organisation,group,municipality,name,email,language,scope,frequency"
ANNA = "Västerås stad,municipalities,Västerås,Anna Ek,anna@example.org,sv,plan,now"


def make_list(*rows: str, header: str = HEADER, end: str = "\n") -> bytes:
    """Return a file of a header and these rows."""
    return end.join([header, *rows, ""]).encode()


def make_row(**cells: str) -> str:
    """Return Anna's row with other cells."""
    names = HEADER.split(",")
    usual = dict(zip(names, ANNA.split(","), strict=True))
    return ",".join({**usual, **cells}.values())


def publish_plan() -> Tree:
    """Publish a plan with U2, U2.1 and U10, a group, a municipality and an actor, in both languages."""
    tree = grow("sv", "en")
    announce("actor_group", "municipalities", "Länets kommuner", "Municipalities of the county")
    announce("municipality", "1980", "Västerås stad", "City of Västerås")
    announce("municipality", "1983", "Köpings kommun", "Municipality of Köping")
    announce("actor", "", "Mälardalens universitet", "Mälardalen University")
    return tree


def announce(kind: str, code: str, swedish: str, english: str) -> Topic:
    """Keep a topic that is no page, as the workers do when it is published."""
    topic = Topic.objects.create(key=uuid4(), type=kind, code=code)
    for locale, title in (("sv", swedish), ("en", english)):
        TopicVersion.objects.create(topic=topic, locale=locale, title=title, path="", live=True)
    return topic
