"""Acts on one object's text: create, edit, draft, publish again, schedule, let end, wait."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale

from pages.models import Term
from tests.pages.building import build_actor, build_indicator
from tests.pages.sequences.hand import ADDED_BELOW, LEADS, PAGE_TYPES, Hand, as_typed, name_fields
from tests.pages.sequences.world import Deed, Saying, Thing, Words, ids, say

MOST_PAGES = 14


def publish_again(hand: Hand) -> Deed | None:
    """Publish the newest draft as it is: no news where it is public already."""
    thing = hand.find(locale=hand.pick.choice(["sv", "sv", "en"]))
    if thing is None or (thing.draft.opens or thing.draft.ends):
        return None
    how = hand.pick.choice(["revision", "copy of the revision", "bulk"])
    if (
        how == "bulk"
        and thing.is_page
        and thing.locale == "sv"
        and not thing.waiting
        and thing.stands_in_public
    ):
        hand.editor.post(f"/admin/bulk/wagtailcore/page/publish/?id={thing.pk}&next=/admin/")
    else:
        draft = hand.fetch_draft(thing)
        revision = hand.fetch(thing).latest_revision
        (revision if revision and how == "revision" else draft.save_revision()).publish()
        if how != "revision" or revision is None:
            thing.draft = replace(thing.draft)
    saying = Saying() if thing.draft is thing.spent else say(thing.draft)
    if thing.locale == "en":
        saying = Saying(note=saying.note)
    thing.publish(thing.draft, timezone.now())
    return Deed(f"{how}: publish {thing.draft} again ({thing.locale})", {thing.id: saying}, ids([thing]))


def call_off(hand: Hand) -> Deed | None:
    """Take back what is scheduled, at the desk, which keeps a page locked until then."""
    thing = hand.find(lambda thing: thing.waiting is not None and thing.is_page)
    if thing is None:
        return None
    revision = hand.fetch(thing).scheduled_revision
    hand.send(f"/admin/pages/{thing.pk}/revisions/{revision.pk}/unschedule/", {})
    thing.call_off()
    return Deed(f"the desk calls off the schedule of {thing.words.title!r}", heads=frozenset())


def edit(hand: Hand) -> Deed | None:
    thing = hand.find()
    if thing is None:
        return None
    return hand.write(thing, hand.reword(thing.draft), publish=True, mute=hand.pick.random() < 0.3)


def draft(hand: Hand) -> Deed | None:
    thing = hand.find()
    return hand.write(thing, hand.reword(thing.draft), publish=False) if thing else None


def rename(hand: Hand) -> Deed | None:
    """Give a page another address, mostly with the same words, sometimes one that it had before."""
    thing = hand.find(lambda thing: thing.is_page)
    if thing is None or thing.parent is None:
        return None
    slug = hand.pick.choice(["a", "b", f"s{hand.world.next_name()}"])
    if hand.world.at(thing.parent, slug, beside=thing):
        return None
    words = hand.reword(thing.draft) if hand.pick.random() < 0.3 else replace(thing.draft, kind="", note="")
    words = replace(words, slug=slug, opens=None, ends=None)
    return hand.write(thing, words, publish=hand.pick.random() < 0.85)


def schedule(hand: Hand) -> Deed | None:
    thing = hand.find()
    if thing is None:
        return None
    opens = hand.later()
    ends = opens + timedelta(minutes=hand.pick.randint(5, 90)) if hand.pick.random() < 0.3 else None
    return hand.write(thing, replace(hand.reword(thing.draft), opens=opens, ends=ends), publish=True)


def let_end(hand: Hand) -> Deed | None:
    thing = hand.find()
    if thing is None:
        return None
    return hand.write(thing, replace(hand.reword(thing.draft), ends=hand.later()), publish=True)


def wait(hand: Hand) -> Deed | None:
    """Let time pass until the next thing is due, and let beat look."""
    dues = [thing.waiting.opens for thing in hand.world.things if thing.waiting and thing.waiting.opens]
    dues += [thing.words.ends for thing in hand.world.things if thing.live and thing.words.ends]
    if not dues:
        hand.clock.wait(hours=1)
    else:
        hand.clock.wait_until(min(dues))
    call_command("publish_due", verbosity=0, stdout=StringIO())
    now, deed = timezone.now(), Deed("time passes", heads=frozenset())
    for thing in hand.world.things:
        if thing.live and thing.words.ends and thing.words.ends < now:
            deed.heads = (deed.heads or frozenset()) | {thing.id}
            thing.withdraw()
        elif thing.waiting and thing.waiting.opens and thing.waiting.opens < now:
            deed.heads = (deed.heads or frozenset()) | {thing.id}
            deed.sayings[thing.id] = say(thing.waiting)
            thing.publish(thing.waiting, now)
    return deed


def create(hand: Hand) -> Deed | None:
    """Add a page at the desk or in code, public at once or as a draft."""
    parent = hand.choose(
        thing
        for thing in hand.world.things
        if thing.locale == "sv" and thing.alias_of is None and thing.type in ADDED_BELOW
    )
    if parent is None or len(hand.world.things) > MOST_PAGES:
        return None
    type_name, number = hand.pick.choice(ADDED_BELOW[parent.type]), hand.world.next_name()
    code = {"development_area": f"U{number}", "priority": f"P{number}"}.get(type_name, "")
    slug = hand.pick.choice(["a", "b", f"s{number}"])
    if hand.world.at(parent, slug):
        slug = f"s{number}"
    words = Words(f"Ny {number} & åäö", f"Ny ingress {number}.", slug, code)
    public = hand.pick.random() < 0.8
    desk = hand.at_the_desk() and (parent.live or not public)
    fields = name_fields(type_name, words)
    if desk:
        path = f"/admin/pages/add/pages/{PAGE_TYPES[type_name]._meta.model_name}/{parent.pk}/"
        typed = as_typed(fields) | {"action-publish": "1" if public else ""}
        hand.send(path, hand.editor.open_form(path, "page-edit-form") | typed)
        page = PAGE_TYPES[type_name].objects.latest("pk")
    else:
        above = hand.fetch(parent)
        page = PAGE_TYPES[type_name](live=False, locale=above.locale, **fields)
        above.add_child(instance=page)
        if public:
            page.save_revision().publish()
    thing = Thing(page.pk, page.translation_key, "sv", type_name, parent, words, words)
    hand.world.add(thing)
    if public:
        thing.publish(words, timezone.now())
    text = f"{'the desk' if desk else 'code'} creates {words}, public: {public}, below {parent.words.title!r}"
    return Deed(text, {thing.id: say(words)}, ids([thing]))


def create_snippet(hand: Hand) -> Deed | None:
    if sum(not thing.is_page for thing in hand.world.things) > 4:
        return None
    number = hand.world.next_name()
    type_name = hand.pick.choice(list(LEADS))
    live = hand.pick.random() < 0.8
    words = Words(f"Namn {number} & åäö", "")
    if type_name == "actor":
        made = build_actor(words.title, live=live)
    elif type_name == "indicator":
        made = build_indicator(words.title, live=live, values=[])
    else:
        words = replace(words, lead=f"Det som förklaras {number}.")
        made = Term(
            name=words.title,
            explanation=words.lead,
            live=False,
            locale=Locale.objects.get(language_code="sv"),
        )
        made.save()
        if live:
            made.save_revision().publish()
    thing = Thing(made.pk, made.translation_key, "sv", type_name, None, words, words)
    hand.world.add(thing)
    if live:
        thing.publish(words, timezone.now())
    return Deed(f"creates {type_name} {words.title!r}, public: {live}", {thing.id: say(words)}, ids([thing]))
