"""Compares what the site recorded, says and shows with what the model foretold."""

from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote

from django.test import Client
from django.utils import timezone

from pages.models import Publication
from pages.rebuilding import list_missing
from tests.pages.sequences.world import Deed, Id, Public, Row, Source, World, foresee, remember_paths
from workers.models import Event

TEXTS = ("lead", "explanation", "description")


def compare_step(world: World, before: Public, deed: Deed) -> None:
    """See that the step wrote the publications that the model foretells, and no others."""
    after = world.public()
    expected = foresee(before, after, deed)
    rows = list(Publication.objects.filter(pk__gt=world.rows).order_by("pk"))
    written = [((row.key, row.locale), as_expected(row)) for row in rows]
    surplus = [each for each in written if each not in expected.items() or written.count(each) > 1]
    missing = [each for each in expected.items() if each not in written]
    assert not surplus and not missing, f"written, not foreseen: {surplus}; foreseen, not written: {missing}"
    events = Event.objects.filter(publication__in=[row.pk for row in rows])
    assert list(events.order_by("publication").values_list("publication", flat=True)) == [
        row.pk for row in rows
    ]
    for row in rows:
        compare_change(world, row, deed)
        learn(world, row)
        for thing in world.things:
            if thing.id == (row.key, row.locale) and thing.live:
                thing.spent = thing.words
    world.rows = rows[-1].pk if rows else world.rows
    remember_paths(world, before, after)
    world.moments.append((timezone.now(), after))


def as_expected(row: Publication) -> Row:
    return Row(row.kind, row.note, row.logged, row.title, row.path)


def compare_change(world: World, row: Publication, deed: Deed) -> None:
    """See that a translation belongs to its source's change, and everything else to one of its own."""
    saying = deed.sayings.get((row.key, row.locale))
    shared = saying.change if saying else None
    if shared is not None and row.kind not in ("moved", "withdrawn"):
        assert row.change == shared, f"{row} does not belong to its source's change"
    elif row.locale == "sv" or row.kind in ("moved", "withdrawn"):
        assert not Publication.objects.filter(change=row.change, pk__lt=row.pk).exists(), row


def learn(world: World, row: Publication) -> None:
    """Remember the change that was recorded: its translations will belong to it."""
    world.spoken.add((row.change, row.locale))
    if row.locale == "sv" and row.kind not in ("moved", "withdrawn"):
        world.sources[row.key] = Source(row.change, row.kind, row.note)


def compare_all(world: World, reader: Client) -> None:
    """See that record, site, API and log say what the model says, now and for every earlier moment."""
    public = world.public()
    assert as_shown(Publication.objects.open()) == {each: shown[:5] for each, shown in public.items()}
    assert list_missing() == []
    compare_chains()
    compare_pages(world, public, reader)
    compare_log(reader)
    for moment, then in [*world.moments, (timezone.now(), public)]:
        compare_api(then, reader, moment)


def as_shown(rows: Any) -> dict[Id, tuple[str, str, str, str, str]]:
    return {
        (row.key, row.locale): (row.type, row.code, row.title, find_text(row.content), row.path)
        for row in rows
    }


def find_text(content: dict[str, Any]) -> str:
    return str(next((content[name] for name in TEXTS if name in content), ""))


def compare_chains() -> None:
    """See that an object's publications follow one another without a gap or an overlap."""
    ends: dict[Id, Publication] = {}
    for row in Publication.objects.order_by("pk"):
        last = ends.get((row.key, row.locale))
        if last is not None:
            assert last.valid_to is not None and last.valid_to <= row.valid_from
            assert last.kind == "withdrawn" or last.valid_to == row.valid_from
        assert row.valid_to is None or row.kind != "withdrawn" or row.valid_to == row.valid_from
        ends[row.key, row.locale] = row


def compare_pages(world: World, public: Public, reader: Client) -> None:
    """Ask for every path there is or ever was."""
    aliases = {thing.path for thing in world.things if thing.alias_of and thing.live}
    closed = {thing.path for thing in world.things if thing.live and thing.is_closed}
    for shown in public.values():
        if shown.path:
            answer = reader.get(shown.path)
            assert answer.status_code == 200, (shown, answer)
            html = answer.content.decode()
            assert escape(shown.title) in html and escape(shown.lead) in html, shown
    paths = {shown.path for shown in public.values()}
    for path in world.last_at.keys() - paths - aliases:
        answer = reader.get(path)
        now = public.get(world.last_at[path])
        found = answer.status_code, answer.headers.get("Location", "")
        if path in closed:
            assert found in ((404, ""), (410, "")) or found[1] in paths, (path, found)
        elif now is not None and world.left[path] == "moved":
            assert found == (301, now.path), (path, found, now)
        elif now is not None:
            assert found in ((301, now.path), (410, "")), (path, found, now)
        else:
            assert found == (410, ""), (path, found, world.left[path])
    for thing in world.things:
        if thing.path and not thing.alias_of and thing.path not in paths | aliases | world.last_at.keys():
            answer = reader.get(thing.path)
            leads_on = answer.headers.get("Location") in paths  # from an address that was a draft's
            assert answer.status_code == 404 or leads_on, (thing.path, answer)


def compare_api(then: Public, reader: Client, moment: datetime) -> None:
    """See that the API lists what was public at that moment."""
    for locale in ("sv", "en"):
        listed: dict[str, tuple[str, str, str]] = {}
        for name in ("pages", "actors", "indicators"):
            address = f"/api/v1/{name}/?locale={locale}&as_of={quote(moment.isoformat())}"
            for item in reader.get(address).json()["items"]:
                listed[item["key"]] = (item["type"], item["title"], item["path"])
        assert listed == {
            str(key): (shown.type, shown.title, shown.path)
            for (key, language), shown in then.items()
            if language == locale and shown.type != "term"
        }
    terms = as_shown(Publication.objects.as_of(moment).filter(type="term"))
    assert terms == {each: shown[:5] for each, shown in then.items() if shown.type == "term"}


def compare_log(reader: Client) -> None:
    """See that the public log is the publications that belong in it, newest first."""
    for locale, path in (("sv", "/sv/andringar/feed.atom"), ("en", "/en/changes/feed.atom")):
        rows = Publication.objects.filter(locale=locale, logged=True).order_by("-valid_from", "-pk")
        titles = [escape(f"{row.code} {row.title}".strip(), quote=False) for row in rows]
        feed = reader.get(path).content.decode()
        shown = [part.split("<title>")[1].split("</title>")[0] for part in feed.split("<entry>")[1:]]
        assert shown == titles[: len(shown)] and len(shown) == min(len(titles), len(shown) or 1)
