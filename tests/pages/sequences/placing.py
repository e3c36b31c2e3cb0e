"""Acts on a place or on publicity: move, reorder, unpublish, delete, restrict, copy, alias."""

from dataclasses import replace
from typing import Any

from wagtail.models import Page, PageViewRestriction

from tests.pages.sequences.hand import Hand
from tests.pages.sequences.publishing import MOST_PAGES
from tests.pages.sequences.world import Deed, Thing, Words, ids

DESTINATIONS = {
    "standard": ("home", "plan", "standard"),
    "plan": ("home",),
    "development_area": ("plan",),
    "priority": ("development_area",),
}


def either_language(hand: Hand) -> str:
    return hand.pick.choice(["sv", "sv", "en"])


def find_page(hand: Hand, *, live: bool = False) -> Thing | None:
    return hand.find(lambda thing: thing.is_page and (thing.live or not live), either_language(hand))


def translation_beside(hand: Hand, thing: Thing) -> Thing | None:
    """Return the English page that the desk takes along: a Swedish page's, below its parent's own translation."""
    other = hand.world.translation_of(thing) if thing.locale == "sv" else None
    beside = other and thing.parent and other.parent is hand.world.translation_of(thing.parent)
    return other if beside else None


def move(hand: Hand) -> Deed | None:
    thing = find_page(hand)
    if thing is None:
        return None
    world = hand.world
    below = [thing, *world.below(thing)]
    destination = hand.choose(
        each
        for each in world.things
        if each.type in DESTINATIONS[thing.type]
        and each.locale == thing.locale
        and each not in below
        and each.alias_of is None
        and not world.at(each, thing.words.slug, beside=thing)
    )
    if destination is None:
        return None
    where = f"{thing.words.title!r} ({thing.locale}) below {destination.words.title!r}"
    if not hand.at_the_desk():
        hand.fetch(thing).move(hand.fetch(destination), pos="last-child")
        thing.parent = destination
        return Deed(f"code moves {where}", heads=ids([thing]))
    other = translation_beside(hand, thing)
    beside = world.translation_of(destination) if other else None
    if hand.pick.random() < 0.3:
        hand.editor.post(
            f"/admin/bulk/wagtailcore/page/move/?id={thing.pk}&next=/admin/", chooser=str(destination.pk)
        )
        refused = False
    else:
        hand.editor.post(f"/admin/pages/{thing.pk}/move/{destination.pk}/confirm/")
        refused = bool(other and beside and world.at(beside, other.words.slug, beside=other))
    moved = [] if refused else [thing]
    if other and beside and not world.at(beside, other.words.slug, beside=other):
        other.parent = beside
        moved.append(other)
    if not refused:
        thing.parent = destination
    return Deed(f"the desk moves {where}", heads=ids(moved))


def reorder(hand: Hand) -> Deed | None:
    thing = find_page(hand)
    if thing is None:
        return None
    page: Any = hand.fetch(thing)
    first = page.get_siblings().first()
    if first.pk == page.pk:
        return None
    page.move(first, pos="left")
    return Deed(f"reorders {thing.words.title!r}", heads=frozenset())


def unpublish(hand: Hand) -> Deed | None:
    world = hand.world
    thing = hand.find(lambda thing: thing.live, either_language(hand))
    if thing is None:
        return None
    what = f"{thing.words.title!r} ({thing.locale})"
    if not thing.is_page:
        if hand.at_the_desk():
            hand.send(f"/admin/snippets/pages/{thing.type}/unpublish/{thing.pk}/", {})
        else:
            hand.fetch(thing).unpublish()
        thing.withdraw()
        return Deed(f"unpublishes {what}")
    if thing.waiting or not hand.at_the_desk():
        hand.fetch(thing).unpublish()
        withdraw_with_aliases(hand, [thing])
        return Deed(f"code unpublishes {what}")
    with_below = hand.pick.random() < 0.5
    values = {"include_descendants": "on"} if with_below else {}
    if hand.pick.random() < 0.3:
        path = f"/admin/bulk/wagtailcore/page/unpublish/?id={thing.pk}&next=/admin/"
    else:
        path = f"/admin/pages/{thing.pk}/unpublish/"
    hand.send(path, values)
    ended = [thing]
    other = world.translation_of(thing) if thing.locale == "sv" else None
    ended += [other] if other else []
    if with_below:
        # Wagtail passes over a page below that is locked by its own schedule.
        ended += [each for one in list(ended) for each in world.below(one) if not each.waiting]
    withdraw_with_aliases(hand, ended)
    return Deed(f"the desk unpublishes {what}, with those below: {with_below}")


def withdraw_with_aliases(hand: Hand, ended: list[Thing]) -> None:
    for thing in ended:
        if thing.live:
            thing.withdraw()
            for each in hand.world.things:
                if each.alias_of is thing:
                    each.withdraw()


def delete(hand: Hand) -> Deed | None:
    world = hand.world
    thing = hand.find(lambda thing: thing.type != "plan", either_language(hand))
    if thing is None:
        return None
    what = f"{thing.words.title!r} ({thing.locale})"
    if not thing.is_page:
        if hand.at_the_desk():
            hand.send(f"/admin/snippets/pages/{thing.type}/delete/{thing.pk}/", {})
        else:
            hand.fetch(thing).delete()
        world.remove(thing)
        return Deed(f"deletes {what}")
    if not hand.at_the_desk():
        hand.fetch(thing).delete()
        world.remove(thing)
        return Deed(f"code deletes {what}")
    other = translation_beside(hand, thing)
    path = f"/admin/pages/{thing.pk}/delete/"
    if hand.pick.random() < 0.3:
        path = f"/admin/bulk/wagtailcore/page/delete/?id={thing.pk}&next=/admin/"
    hand.send(path, {})
    for gone in [thing, *([other] if other else [])]:
        world.remove(gone)
    return Deed(f"the desk deletes {what}")


def restrict(hand: Hand) -> Deed | None:
    """Hide a page and all below it from the public, its translation too, or show it again."""
    thing = find_page(hand)
    if thing is None:
        return None
    other = hand.world.translation_of(thing)
    if other and thing.locale == "en" and thing.restricted and other.restricted:
        return None
    kind = "none" if thing.restricted else "login"
    if hand.at_the_desk():
        hand.editor.post(f"/admin/pages/{thing.pk}/privacy/", restriction_type=kind, password="")
    elif thing.restricted:
        PageViewRestriction.objects.get(page_id=thing.pk).delete()
    else:
        PageViewRestriction.objects.create(page_id=thing.pk, restriction_type=kind)
    thing.restricted = not thing.restricted
    if other and thing.locale == "sv" and thing.restricted:
        other.restricted = True
    return Deed(f"restricts {thing.words.title!r} ({thing.locale}): {thing.restricted}")


def alias(hand: Hand) -> Deed | None:
    thing = hand.find(lambda thing: thing.type == "standard" and thing.live)
    if thing is None or thing.parent is None or len(hand.world.things) > MOST_PAGES:
        return None
    slug = f"alias{hand.world.next_name()}"
    made = hand.fetch(thing).create_alias(parent=hand.fetch(thing.parent), update_slug=slug)
    hand.world.add(
        Thing(
            made.pk,
            made.translation_key,
            thing.locale,
            thing.type,
            thing.parent,
            replace(thing.words, slug=slug),
            thing.words,
            live=True,
            alias_of=thing,
        )
    )
    return Deed(f"makes an alias of {thing.words.title!r}", heads=frozenset())


def copy(hand: Hand) -> Deed | None:
    """Copy a tree at the desk, to be public where the first one is."""
    thing = hand.find(lambda thing: thing.type == "standard" and thing.parent is not None)
    if thing is None or thing.parent is None or len(hand.world.things) > MOST_PAGES:
        return None
    public, number = hand.pick.random() < 0.6, hand.world.next_name()
    title, slug = f"Kopia {number}", f"kopia{number}"
    values = {"new_title": title, "new_slug": slug, "new_parent_page": str(thing.parent.pk)}
    copied = [thing, *hand.world.below(thing)]
    hides = any(each.restricted for each in copied) and any(each.live for each in copied)
    values |= {"copy_subpages": "on"} | ({"publish_copies": "on"} if public else {})
    if public and hides:
        assert hand.editor.post(f"/admin/pages/{thing.pk}/copy/", **values).status_code == 200
        return Deed(f"the desk refuses to publish a copy of {thing.words.title!r}", heads=frozenset())
    hand.send(f"/admin/pages/{thing.pk}/copy/", values)
    page = Page.objects.get(slug=slug, depth=hand.fetch(thing).depth, locale__language_code="sv").specific
    restricted = thing.restricted and not thing.parent.is_closed
    note_copies(hand, thing, thing.parent, page, public=public, restricted=restricted)
    return Deed(f"the desk copies {thing.words.title!r} to {title!r}, public: {public}")


def note_copies(
    hand: Hand, thing: Thing, parent: Thing, page: Any, *, public: bool, restricted: bool
) -> None:
    """Take the copy of a page, and those of the pages below it, into the world; each gets the first one's restriction."""
    first = page.slug != thing.words.slug
    changes = {"title": page.title, "slug": page.slug} if first else {}
    words, draft = reset(thing.words, **changes), reset(thing.draft, **changes)
    made = Thing(page.pk, page.translation_key, "sv", thing.type, parent, words, draft)
    made.live = public and thing.live
    made.draft_is_fresh = made.live
    made.restricted = restricted
    hand.world.add(made)
    originals = [each for each in hand.world.things if each.parent is thing]
    for child in page.get_children().specific():
        found = next(each for each in originals if each.words.slug == child.slug)
        note_copies(hand, found, made, child, public=public, restricted=restricted)


def reset(words: Words, **changes: Any) -> Words:
    """Return the words as a copy has them: nothing is said of it yet, and no schedule comes along."""
    return replace(words, kind="", note="", opens=None, ends=None, **changes)
