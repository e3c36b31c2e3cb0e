"""Whatever editors do, and in whatever order: one publication for each public change, and none otherwise."""

from collections.abc import Callable, Iterator
from random import Random

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client, TestCase
from hypothesis import HealthCheck, Phase, example, given, note, settings
from hypothesis import strategies as st
from wagtail.models import Page

from pages.models import DevelopmentAreaPage, PlanPage, Publication, StandardPage
from tests.pages.building import add, build_home, translate
from tests.pages.conftest import Editor
from tests.pages.sequences import placing, publishing, translating
from tests.pages.sequences.clock import Clock
from tests.pages.sequences.comparing import compare_all, compare_step, learn
from tests.pages.sequences.hand import Hand
from tests.pages.sequences.world import Deed, Thing, Words, World

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

Act = Callable[[Hand], Deed | None]
ACTS: list[Act] = [
    publishing.publish_again,
    publishing.edit,
    publishing.edit,
    publishing.draft,
    publishing.rename,
    publishing.schedule,
    publishing.schedule,
    publishing.let_end,
    publishing.call_off,
    publishing.wait,
    publishing.wait,
    publishing.create,
    publishing.create,
    publishing.create_snippet,
    translating.translate,
    translating.translate,
    translating.translate,
    placing.move,
    placing.move,
    placing.reorder,
    placing.unpublish,
    placing.unpublish,
    placing.delete,
    placing.restrict,
    placing.restrict,
    placing.alias,
    placing.copy,
]
steps = st.tuples(st.sampled_from(ACTS), st.integers(0, 9999))
EACH_ONCE = [(act, number) for number, act in enumerate(Random(5).sample(ACTS, len(ACTS)))]
"""Every act in one sequence, so that even the smallest run has seen them all."""


def build_site() -> None:
    """Build two languages, a section with a page below it, and a plan with an area that is Swedish alone."""
    home = build_home()
    section = add(home, StandardPage, title="Frågor", slug="a", lead="Om frågor.")
    below = add(section, StandardPage, title="Svar", slug="b", lead="Om svar.")
    plan = add(home, PlanPage, title="Planen", slug="planen")
    add(plan, DevelopmentAreaPage, title="Lära", slug="u1", code="U1", lead="Om att lära.")
    for page in (home, section, below, plan):
        with TestCase.captureOnCommitCallbacks(execute=True):
            translate(
                page, title=f"{page.title} (en)", slug=f"{page.slug}-en", lead="About it."
            ).save_target()


def note_page(world: World, page: Page) -> None:
    """Tell the world of a public page, above which everything is known."""
    language = page.locale.language_code
    above = next((thing for thing in world.things if thing.pk == page.get_parent().pk), None)
    words = Words(page.title, page.lead, page.slug, getattr(page, "code", ""))
    world.add(
        Thing(
            page.pk, page.translation_key, language, page.type_name, above, words, words,
            live=True, draft_is_fresh=True,
        )
    )  # fmt: skip


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    yield
    forget_caches()


def forget_caches() -> None:
    for cache in caches.all():
        cache.clear()


def test_the_record_is_what_the_site_showed_after_any_sequence(
    editor: Editor, clock: Clock, size: Callable[[int, int], int]
) -> None:
    build_site()
    taken = 0

    @settings(
        max_examples=size(5, 100),
        deadline=None,
        derandomize=size(1, 0) == 1,
        phases=[Phase.explicit, Phase.generate, *([Phase.shrink] if size(0, 1) else [])],
        suppress_health_check=list(HealthCheck),
        database=None,
        print_blob=True,
    )
    @example(EACH_ONCE)
    @given(st.lists(steps, min_size=12, max_size=size(12, 30)))
    def check(sequence: list[tuple[Act, int]]) -> None:
        nonlocal taken
        with transaction.atomic():
            taken += take(sequence, editor, clock)
            transaction.set_rollback(True)
        forget_caches()

    check()
    assert taken > size(30, 1500), "the sequences say nothing if hardly anything can be done in them"


def take(sequence: list[tuple[Act, int]], editor: Editor, clock: Clock) -> int:
    """Take every step that can be taken, comparing after each; return how many those were."""
    world = World()
    read_site(world)
    hand, taken = Hand(world, editor, clock), 0
    for act, seed in sequence:
        hand.pick = Random(seed)
        before = world.public()
        clock.wait(minutes=1)
        with TestCase.captureOnCommitCallbacks(execute=True):
            deed = act(hand)
        if deed is not None:
            note(deed.text)
            compare_step(world, before, deed)
            taken += 1
    compare_all(world, Client())
    return taken


def read_site(world: World) -> None:
    """Begin with what was built."""
    for page in Page.objects.filter(depth__gt=1).order_by("path").specific():
        note_page(world, page)
    for row in Publication.objects.order_by("pk"):
        learn(world, row)
        world.rows = row.pk
