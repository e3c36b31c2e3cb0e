"""Keeps the tree of topics in step with what was announced, and answers who is above whom."""

from uuid import UUID

from pages.events import PagePublished
from workers.models import Topic, TopicVersion


def remember_topic(page: PagePublished) -> Topic:
    """Update the topic's row and its version in this language; the row stays locked until commit.

    The lock is what makes the two languages of one page take turns.
    """
    Topic.objects.bulk_create(
        [Topic(key=page.key, parent_key=page.parent, type=page.type, code=page.code)], ignore_conflicts=True
    )
    topic = lock_topic(page.key)
    if page.kind != "withdrawn":
        topic.parent_key, topic.type, topic.code = page.parent, page.type, page.code
        topic.save()
    TopicVersion.objects.update_or_create(
        topic=topic,
        locale=page.locale,
        defaults={"title": page.title, "path": page.path, "live": page.kind != "withdrawn"},
    )
    return topic


def lock_topic(key: UUID) -> Topic:
    """Return the topic with its row locked. Raises `Topic.DoesNotExist`."""
    return Topic.objects.select_for_update().get(key=key)


def list_ancestors(key: UUID) -> list[UUID]:
    """Return the keys above this one, nearest first; one query whatever the depth."""
    parents = dict(Topic.objects.values_list("key", "parent_key"))
    ancestors: list[UUID] = []
    above = parents.get(key)
    while above is not None and above not in ancestors and above != key:
        ancestors.append(above)
        above = parents.get(above)
    return ancestors
