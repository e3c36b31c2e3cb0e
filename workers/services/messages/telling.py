"""What a mail says: the values that its templates show, prepared."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from workers.models import Delivery, Event, Topic, TopicVersion
from workers.models.topic import HOME
from workers.services.messages.saying import say_rhythm
from workers.tokens import MANAGE_HOURS, USUAL_KINDS, Choices, sign_confirmation, sign_managing


def frame(language: str) -> dict[str, Any]:
    """What every mail has around its message."""
    return {
        "language": language,
        "site_name": name_site(language),
        "site_url": settings.SITE_URL,
        "editors_email": settings.EDITORS_EMAIL,
        "settings_url": settings.SITE_URL + reverse(f"workers:request-link-{language}"),
        "subscribe_url": settings.SITE_URL + reverse(f"workers:subscribe-{language}"),
    }


def name_site(language: str) -> str:
    """Return what the site is called in this language: its front page's title, else the setting."""
    fronts = TopicVersion.objects.filter(topic__type=HOME, locale=language, live=True)
    title = fronts.order_by("pk").values_list("title", flat=True).last()
    return put_on_one_line(title or settings.WAGTAIL_SITE_NAME)


def tell_publication(event: Event, language: str, followed: Topic | None) -> dict[str, Any]:
    """The page as it is called and found now, its note, and why a reader of this language hears of it."""
    topic = Topic.objects.prefetch_related("versions").get(key=event.key)
    here = next((v for v in topic.versions.all() if v.locale == event.locale and v.live), None)
    reason = followed.version_in(event.locale) if followed else None
    return {
        "title": put_on_one_line(event.title),
        "code": event.code,
        "kind": event.announced_kind,
        "note": event.note,
        "page_url": settings.SITE_URL + ((here.path if here else event.path) or find_log(event.locale)),
        "at": event.at,
        "reason": name_version(followed, reason) if followed and reason else "",
        "reason_language": reason.locale if reason else event.locale,
        "reader_language": language,
        "detour": explain_detour(language, event, topic),
    }


def find_log(language: str) -> str:
    """Return the path of the change log, which tells of what has no page of its own: an indicator, an actor."""
    return reverse(f"changes:log-{language}")


def explain_detour(language: str, event: Event, topic: Topic) -> str:
    """Say, in the reader's language, why the mail is in the other one; empty when it is not."""
    if language == event.locale:
        return ""
    own = any(v.live and v.locale == language for v in topic.versions.all())
    with translation.override(language):
        if event.locale == "sv":
            if own:
                return translation.gettext(
                    "The English version of this page has not been updated yet. "
                    "That is why this message is in Swedish."
                )
            return translation.gettext(
                "This page is not available in English yet. That is why this message is in Swedish."
            )
        if own:
            return translation.gettext(
                "The Swedish version of this page has not been updated yet. "
                "That is why this message is in English."
            )
        return translation.gettext(
            "This page is not available in Swedish yet. That is why this message is in English."
        )


def tell_confirmation(delivery: Delivery) -> dict[str, Any]:
    """The link to confirm with, and what will be followed."""
    if delivery.subscriber is None:
        return {}
    choices = read_choices(delivery)
    token = sign_confirmation(delivery.subscriber.key, choices)
    with translation.override(delivery.language):
        rhythm = say_rhythm(choices.frequency)
    return {
        "confirm_url": settings.SITE_URL + reverse(f"workers:confirm-{delivery.language}", args=[token]),
        "topics": list_topics(choices.scope, delivery.language),
        "rhythm": rhythm,
    }


def tell_managing(delivery: Delivery) -> dict[str, Any]:
    """The link to the reader's own settings; none for an address that follows nothing."""
    subscriber = delivery.subscriber
    if subscriber is None or not subscriber.active:
        return {"manage_url": ""}
    token = sign_managing(subscriber.key)
    return {
        "manage_url": settings.SITE_URL + reverse(f"workers:manage-{delivery.language}", args=[token]),
        "hours": MANAGE_HOURS,
    }


def read_choices(delivery: Delivery) -> Choices:
    """Return the choices that a confirmation carries."""
    asked = delivery.choices
    kinds = tuple(asked.get("kinds", USUAL_KINDS))
    return Choices(delivery.language, str(asked["frequency"]), tuple(asked["scope"]), kinds)


def list_topics(scope: tuple[str, ...], language: str) -> list[dict[str, str]]:
    """Return `{name, language}` of each chosen topic; an empty list is the whole plan."""
    if "plan" in scope:
        return []
    named = []
    for topic in Topic.objects.filter(key__in=scope).prefetch_related("versions").order_by("code"):
        version = topic.version_in(language)
        if version is not None:
            named.append({"name": name_version(topic, version), "language": version.locale})
    return named


def name_version(topic: Topic, version: TopicVersion) -> str:
    """Return a topic as people call it: its code, where it has one, and its title."""
    return put_on_one_line(f"{topic.code} {version.title}")


def put_on_one_line(title: str) -> str:
    """Return a title without line breaks, which a text part would show as words of ours."""
    return " ".join(title.split())
