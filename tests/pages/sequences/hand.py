"""What every act needs: the world, the desk, the clock, and a choice that a seed repeats."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from django.utils import timezone
from wagtail.models import Page

from pages.models import Actor, DevelopmentAreaPage, Indicator, PlanPage, PriorityPage, StandardPage, Term
from tests.pages.conftest import Editor
from tests.pages.sequences.clock import Clock
from tests.pages.sequences.world import Deed, Thing, Words, World, say

T = TypeVar("T")
PAGE_TYPES: dict[str, Any] = {
    "standard": StandardPage,
    "plan": PlanPage,
    "development_area": DevelopmentAreaPage,
    "priority": PriorityPage,
}
SNIPPET_TYPES: dict[str, Any] = {"term": Term, "actor": Actor, "indicator": Indicator}
LEADS = {"term": "explanation", "actor": "description", "indicator": "description"}
ADDED_BELOW = {
    "home": ("standard", "plan"),
    "plan": ("development_area", "standard"),
    "development_area": ("priority",),
    "standard": ("standard",),
}


class Hand:
    """Somebody who does one thing after the other, at the desk and in code."""

    def __init__(self, world: World, editor: Editor, clock: Clock) -> None:
        self.world = world
        self.editor = editor
        self.clock = clock
        self.pick = Random(0)

    def choose(self, things: Iterable[T]) -> T | None:
        found = list(things)
        return self.pick.choice(found) if found else None

    def at_the_desk(self) -> bool:
        """Decide whether a person does it, or code."""
        return self.pick.random() < 0.5

    def find(self, suits: Callable[[Thing], bool] = lambda thing: True, locale: str = "sv") -> Thing | None:
        """Choose an object of that language that is no alias and no front page."""
        return self.choose(
            thing
            for thing in self.world.things
            if thing.locale == locale and thing.alias_of is None and thing.type != "home" and suits(thing)
        )

    def fetch(self, thing: Thing) -> Any:
        """Return the object as it stands."""
        if thing.is_page:
            return Page.objects.get(pk=thing.pk).specific
        return SNIPPET_TYPES[thing.type].objects.get(pk=thing.pk)

    def fetch_draft(self, thing: Thing) -> Any:
        """Return its newest draft."""
        stands = self.fetch(thing)
        return stands.get_latest_revision_as_object() if stands.latest_revision_id else stands

    def later(self, least: int = 5) -> datetime:
        """Return a whole minute within the next hours."""
        moment = timezone.now() + timedelta(minutes=self.pick.randint(least, least + 100))
        return moment.replace(second=0, microsecond=0)

    def reword(self, words: Words) -> Words:
        """Return the words with a title or a text changed, and a kind and a note of their own."""
        number = self.world.next_name()
        changed = {
            "title": f"Rubrik {number} & åäö" if self.pick.random() < 0.5 else words.title,
            "lead": f"Ingress {number} <om> arbete." if self.pick.random() < 0.6 else words.lead,
        }
        if words.code and self.pick.random() < 0.2:
            changed["code"] = f"U{number}"
        kind = self.pick.choice(["", "correction", "minor", "material", "material"])
        note = f"Anteckning {number}." if kind == "material" or self.pick.random() < 0.3 else ""
        return replace(words, **changed, kind=kind, note=note, opens=None, ends=None)

    def write(self, thing: Thing, words: Words, *, publish: bool, mute: bool = False) -> Deed:
        """Give the object a new version. `mute` leaves kind and note at the desk as the form opens with them."""
        if thing.parent and self.world.at(thing.parent, words.slug, beside=thing):
            words = replace(words, slug=f"s{self.world.next_name()}")
        desk = (
            self.at_the_desk()
            and thing.waiting is None
            and (thing.stands_in_public or not publish)
            and (thing.is_page or not (words.opens or words.ends))
        )
        if desk and mute:
            kept = Words("", "") if thing.draft_is_fresh else thing.draft
            words = replace(words, kind=kept.kind, note=kept.note)
            mute = words.kind != "material" or bool(words.note)
        if desk:
            self.write_at_the_desk(thing, words, publish=publish, mute=mute)
        else:
            self.write_in_code(thing, words, publish=publish)
        thing.draft, thing.draft_is_fresh = words, False
        if publish:
            thing.publish(words, timezone.now())
        elif desk and not thing.live:
            thing.words = words  # Wagtail's form saves the page itself while nobody can read it
        doing = "publishes" if publish else "drafts"
        return Deed(
            f"{'the desk' if desk else 'code'} {doing} {thing.words.title!r} ({thing.locale}) as {words}",
            {thing.id: say(words)},
            frozenset({thing.id}),
        )

    def write_in_code(self, thing: Thing, words: Words, *, publish: bool) -> None:
        draft = self.fetch_draft(thing)
        for name, value in name_fields(thing.type, words).items():
            setattr(draft, name, value)
        revision = draft.save_revision()
        if publish:
            revision.publish()

    def write_at_the_desk(self, thing: Thing, words: Words, *, publish: bool, mute: bool) -> None:
        fields = as_typed(name_fields(thing.type, words))
        if mute:
            del fields["change_kind"], fields["change_note"]
        fields["action-publish"] = "1" if publish else ""
        path, form = f"/admin/pages/{thing.pk}/edit/", "page-edit-form"
        if not thing.is_page:
            path, form = f"/admin/snippets/pages/{thing.type}/edit/{thing.pk}/", "w-editor-form"
        self.send(path, self.editor.open_form(path, form) | fields)

    def send(self, path: str, values: dict[str, Any]) -> Any:
        """Send a form of the desk, which must accept it."""
        if not values.get("action-publish"):
            values = {name: value for name, value in values.items() if name != "action-publish"}
        answer = self.editor.client.post(path, values)
        if answer.status_code != 302:
            said = [str(message) for message in answer.context["messages"]] if answer.context else ""
            form = answer.context and answer.context.get("form")
            raise AssertionError(
                f"{path} answered {answer.status_code}: {said} {form.errors if form else ''} to {values}"
            )
        return answer


def name_fields(type_name: str, words: Words) -> dict[str, Any]:
    """Return the words by the names of the model's fields."""
    common = {
        "change_kind": words.kind,
        "change_note": words.note,
        "go_live_at": words.opens,
        "expire_at": words.ends,
    }
    if type_name in SNIPPET_TYPES:
        return {"name": words.title, LEADS[type_name]: words.lead, **common}
    own = {"code": words.code} if words.code else {}
    return {"title": words.title, "lead": words.lead, "slug": words.slug, **own, **common}


def as_typed(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields as a person types them, times in the county's own."""
    typed = {}
    for name, value in fields.items():
        if isinstance(value, datetime):
            typed[name] = timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        else:
            typed[name] = "" if value is None else value
    return typed
