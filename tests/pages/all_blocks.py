"""A body with one block of each kind, every text of it findable."""

from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image

from pages.models import AboutPage, Actor, Indicator, PlanPage, StandardPage
from tests.pages.building import translate
from tests.pages.test_pictures import draw

SLUG, ENGLISH_SLUG = "alla-block", "all-blocks"
GRID = {
    "caption": "Sökande i länet",
    "columns": [{"type": "text", "heading": "Utbildning"}, {"type": "text", "heading": "Antal i länet"}],
    "rows": [
        {"values": ["<p>Vård i länet</p>", '<p><a href="https://example.org/1">Tolv i länet</a></p>']},
        {"values": ["<p>Skola i länet</p>", "<p>Noll i länet</p>"]},
        {"values": ["<p>Teknik i länet</p>", "<p>Noll i länet</p>"]},
    ],
}


def build_document() -> Document:
    created: Document = Document.objects.create(
        title="Planen", file=ContentFile(b"%PDF-1.4 " + b"x" * 2039, name="planen.pdf")
    )
    return created


def build_body(plan: PlanPage, actor: Actor, indicator: Indicator) -> list[dict[str, Any]]:
    """Return raw stream data: each kind once, in the order of the body's own list."""
    picture = Image.objects.create(title="Karta", file=draw("teal"))
    values: dict[str, Any] = {
        "heading": {"text": "Rubrik i länet", "level": "2"},
        "paragraph": "<p>Löptext om kompetensförsörjning i länet</p>",
        "list": {"style": "bulleted", "points": [item("<p>Punkt i länet</p>")]},
        "table": {"headers": "both", "table": GRID},
        "steps": {"steps": [item({"title": "Steg i länet", "text": "<p>Så gör du i länet</p>"})]},
        "accordion": {"parts": [item({"heading": "Vem i länet?", "text": "<p>Alla i länet</p>"})]},
        "call_out": {"kind": "warning", "title": "Tänk på länet", "text": "<p>Sista dagen i länet</p>"},
        "fact_box": {"title": "Fakta om länet", "text": "<p>Rutan om länet</p>"},
        "quote": {"text": "Länet växer i länet", "said_by": "Anna i länet"},
        "image": {
            "image": {"image": picture.pk, "alt_text": "Karta över länet", "decorative": False},
            "caption": "Bilden av länet",
        },
        "document": {"title": "Beslutet i länet", "document": build_document().pk},
        "actor_list": {"group": None, "actors": [item(actor.pk)]},
        "indicator_chart": {"indicator": indicator.pk},
        "progress_overview": {"part": plan.pk},
        "embed": {
            "title": "Film om länet",
            "url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "picture": None,
            "transcript": "Filmen som text om länet",
        },
    }
    return [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in values.items()]


def publish_all_blocks() -> None:
    """Put a page of all blocks below the page about the plan of a running site, and translate it."""
    about = AboutPage.objects.get(locale__language_code="sv")
    if about.get_children().filter(slug=SLUG).exists():
        return
    page = StandardPage(title="Alla block", slug=SLUG, locale=about.locale, live=False)
    about.add_child(instance=page)
    plan = PlanPage.objects.filter(locale=about.locale)[0]
    actor = Actor.objects.filter(locale=about.locale)[0]
    page.body = build_body(plan, actor, Indicator.objects.filter(locale=about.locale)[0])
    page.save_revision().publish()
    translate(page, title="All blocks", slug=ENGLISH_SLUG).save_target(publish=True)


def item(value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(uuid4())}
