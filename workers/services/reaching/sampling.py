"""Makes an event's message once more as a reader would get it, for somebody at the desk who wants to see it."""

from django.conf import settings

from workers.models import Event, Purpose, TopicVersion
from workers.services.events.turning import choose_members
from workers.services.messages.rendering import Words, render_words
from workers.services.messages.telling import frame, tell_publication
from workers.services.messages.telling_releases import tell_release
from workers.services.reaching.foretelling import EXAMPLE_TOKEN


def sample(event: Event) -> list[Words]:
    """Return the message to those who follow the whole plan: of a page in its language, of a release in each.

    Nothing is returned of a release without a page that is told.
    """
    if not event.is_release:
        context = {**frame(event.locale), **tell_publication(event, event.locale, None)}
        return [render_words(Purpose.PUBLICATION, event.locale, context, EXAMPLE_TOKEN)]
    words = []
    for language, _name in settings.LANGUAGES:
        members = choose_members(event, language)
        if members:
            context = {**frame(language), **tell_release(event, language, [(each, None) for each in members])}
            words.append(render_words(Purpose.RELEASE, language, context, EXAMPLE_TOKEN))
    return words


def has_sample(event: Event) -> bool:
    """Tell whether there is a message to show: the page is live, or the release was let out."""
    if event.is_release:
        return event.members.filter(state="released").exists()
    return TopicVersion.objects.filter(topic__key=event.key, locale=event.locale, live=True).exists()
