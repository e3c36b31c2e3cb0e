"""Acts in the other language: translate for the first time, and what has changed since."""

from dataclasses import replace

from django.utils import timezone
from wagtail.models import Page

from tests.pages.building import translate as fill_in
from tests.pages.sequences.hand import LEADS, SNIPPET_TYPES, Hand
from tests.pages.sequences.world import Deed, Saying, Source, Thing, Words, World, ids


def translate(hand: Hand) -> Deed | None:
    """Translate something that is or was public, and publish the translation."""
    thing = hand.find(lambda thing: may_be_translated(hand.world, thing))
    if thing is None:
        return None
    other, source = hand.world.translation_of(thing), hand.world.sources[thing.key]
    if thing.words.note and not source.note and (other is None or not other.live):
        return (
            None  # a note of a version that changed nothing: said by nobody, and the translation may say it
        )
    words = put_in_english(hand, thing, other)
    given = {"title": words.title, "lead": words.lead, "slug": words.slug, "change_note": words.note}
    if not thing.is_page:
        given = {"name": words.title, LEADS[thing.type]: words.lead, "change_note": words.note}
    translation = fill_in(hand.fetch(thing), **given)
    desk = other is not None and hand.at_the_desk() and thing.is_page and other.stands_in_public
    if desk and other is not None:
        hand.send(f"/admin/pages/{other.pk}/edit/", {"action": "publish", "action-publish": "1"})
    else:
        translation.save_target(publish=True)
    if other is None:
        other = note_translation(hand, thing, words)
        other.restricted = thing.restricted
    was_live = other.live
    opened, other.restricted = other.restricted != thing.restricted, thing.restricted
    saying = say_as_translation(hand.world, source, words.note if source.note else "")
    other.draft = replace(words, note=saying.note)
    other.publish(other.draft, timezone.now())
    text = f"{'the desk' if desk else 'code'} translates {thing.words.title!r} as {words}"
    if opened:  # before its revision is published, if it was live
        sayings = {} if was_live else {other.id: saying}
        return Deed(f"{text}, restricted as its source: {thing.restricted}", sayings)
    return Deed(text, {other.id: saying}, ids([other]))


def may_be_translated(world: World, thing: Thing) -> bool:
    """Tell whether it was public once, and stands below a translated page."""
    if thing.key not in world.sources:
        return False
    return thing.parent is None or world.translation_of(thing.parent) is not None


def put_in_english(hand: Hand, thing: Thing, other: Thing | None) -> Words:
    number = hand.world.next_name()
    start = Words(f"Title {number}", f"Lead {number}.", f"e{number}") if other is None else other.words
    if other is not None and (hand.pick.random() < 0.8 or not start.lead):
        start = replace(start, lead=f"Lead {number}.")
    if other is not None and other.is_page and other.parent and hand.pick.random() < 0.2:
        slug = hand.pick.choice(["a", "b", f"e{number}"])
        if not hand.world.at(other.parent, slug, beside=other):
            start = replace(start, slug=slug)
    if thing.words.lead == "":
        start = replace(start, lead="")
    return replace(start, code=thing.words.code, kind="", note=f"Note {number}." if thing.words.note else "")


def say_as_translation(world: World, source: Source, note: str) -> Saying:
    """Return the source's kind and change, once; what follows in the same language is a correction."""
    if (source.change, "en") in world.spoken:
        return Saying("correction", note)
    return Saying("minor" if source.kind == "new" else source.kind, note, source.change)


def note_translation(hand: Hand, thing: Thing, words: Words) -> Thing:
    model = Page if thing.is_page else SNIPPET_TYPES[thing.type]
    made = model.objects.get(translation_key=thing.key, locale__language_code="en")
    parent = hand.world.translation_of(thing.parent)
    other = Thing(made.pk, thing.key, "en", thing.type, parent, words, words)
    return hand.world.add(other)
