"""The plan's parts name each other by key: in every language, in the record, and on the pages."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Page

from pages.models import Actor, FollowUpPage, PlanPage, Publication, Term
from tests.pages.building import (
    add,
    build_action,
    build_actor,
    build_area,
    build_home,
    build_indicator,
    build_plan,
    build_priority,
    newest,
    publish,
    translate,
)
from tests.pages.conftest import Editor

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def say(answer: Any) -> str:
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def give_role(page: Any, actor: Actor, role: str = "responsible") -> Any:
    return publish(page, roles=[{"type": "role", "value": {"role": role, "actor": actor.pk}}])


def translate_live(page: Any, **english: str) -> Any:
    """Translate a page or a snippet, and publish the translation."""
    translate(page, **english).save_target(publish=True)
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code="en")


def open_plan_in_english() -> PlanPage:
    """Return a Swedish plan whose front page and plan are public in English too."""
    home = build_home()
    plan = build_plan(home)
    translate_live(home, slug="start-en")
    translate_live(plan, slug="the-plan")
    return plan


@pytest.mark.django_db(transaction=True)
def test_a_page_names_an_actor_in_the_readers_language(client: Client) -> None:
    plan, actor = open_plan_in_english(), build_actor()
    area = give_role(build_area(plan), actor)
    translate_live(actor, name="The municipalities")
    translate_live(area, title="Learning", slug="learning")
    assert "The municipalities" in say(client.get("/en/the-plan/learning/"))
    assert "Länets kommuner" in say(client.get("/sv/planen/u1/"))
    english = client.get(f"/api/v1/pages/{area.translation_key}/?locale=en").json()
    assert english["roles"][0]["role"] == "responsible"
    assert english["roles"][0]["actor"]["title"] == "The municipalities"


def test_a_renamed_actor_is_no_change_of_the_page_and_is_seen_there(client: Client) -> None:
    actor = build_actor()
    area = give_role(build_area(), actor)
    actor.name = "Länets tio kommuner"
    actor.save_revision().publish()
    assert newest().type == "actor"
    assert Publication.objects.filter(key=area.translation_key, kind="minor").count() == 1
    assert "Länets tio kommuner" in say(client.get("/sv/planen/u1/"))


def test_an_actor_that_is_not_public_is_not_named(client: Client) -> None:
    actor = build_actor()
    area = give_role(build_area(), actor)
    actor.unpublish()
    assert "Länets kommuner" not in say(client.get("/sv/planen/u1/"))
    assert client.get(f"/api/v1/pages/{area.translation_key}/").json()["roles"][0]["actor"] is None


def test_a_priority_shows_its_indicators_and_actions(client: Client) -> None:
    priority = build_priority(build_area())
    indicator = build_indicator()
    publish(priority, indicators=[{"type": "indicator", "value": indicator.pk}])
    build_action(priority, "U1.1.10", status="delayed")
    build_action(priority, "U1.1.2", status="done")
    text = say(client.get("/sv/planen/u1/u1-1/"))
    assert "2\N{NO-BREAK SPACE}410,5" in text
    assert text.index("U1.1.2") < text.index("U1.1.10")
    assert "Försenad" in text
    assert "Genomförd" in text


def test_the_outline_holds_everything_that_is_part_of_the_plan(client: Client) -> None:
    home = build_home()
    plan, other = build_plan(home), add(home, PlanPage, title="Nästa plan", slug="nasta")
    priority = build_priority(build_area(plan))
    indicator, actor = build_indicator(), build_actor()
    publish(priority, indicators=[{"type": "indicator", "value": indicator.pk}])
    action = give_role(build_action(priority), actor)
    build_action(build_priority(build_area(other)))
    add(plan, FollowUpPage, title="Uppföljning", slug="uppfoljning", year=2025, assessments=assess(priority))
    outline = client.get(f"/api/v1/plans/{plan.translation_key}/outline/").json()
    assert [each["key"] for each in outline["actions"]] == [str(action.translation_key)]
    assert outline["actions"][0]["parent"] == str(priority.translation_key)
    assert outline["indicators"][0]["values"][1] == {"date": "2025-12-31", "value": 2410.5}
    assert outline["areas"][0]["priorities"][0]["indicators"][0]["key"] == str(indicator.translation_key)
    assessment = outline["follow_ups"][0]["assessments"][0]
    assert (assessment["priority"]["code"], assessment["assessment"]) == ("U1.1", "behind")
    assert client.get("/api/v1/indicators/").json()["items"][0]["unit"] == "personer"


def assess(priority: Page) -> list[dict[str, Any]]:
    value = {"priority": priority.pk, "assessment": "behind", "text": "Praktiken har inte börjat."}
    return [{"type": "assessment", "value": value}]


def test_codes_sort_as_people_count(client: Client) -> None:
    plan = build_plan()
    for code in ("U10", "U2", "U1"):
        build_area(plan, code)
    outline = client.get(f"/api/v1/plans/{plan.translation_key}/outline/").json()
    assert [area["code"] for area in outline["areas"]] == ["U1", "U2", "U10"]
    text = say(client.get("/sv/planen/"))
    assert text.index("<b>U2</b>") < text.index("<b>U10</b>")


def test_a_code_is_taken_in_its_plan_alone(editor: Editor) -> None:
    home = build_home()
    plan, other = build_plan(home), add(home, PlanPage, title="Nästa plan", slug="nasta")
    build_area(plan, "U1")
    second, elsewhere = build_area(plan, "U2"), build_area(other, "U2")
    refused = editor.edit(second, code="U1", title="Skrivet nyss")
    assert refused.status_code == 200
    assert "har koden U1. Välj en kod som är ledig" in refused.content.decode()
    assert "Skrivet nyss" in refused.content.decode()
    assert type(second).objects.get(pk=second.pk).code == "U2"
    assert editor.edit(elsewhere, code="U1").status_code == 302
    assert type(second).objects.get(pk=elsewhere.pk).code == "U1"


def test_a_copy_within_the_plan_is_not_published_with_the_code_of_another(editor: Editor) -> None:
    area = build_area()
    build_priority(area)
    values = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": str(area.get_parent().pk)}
    path = f"/admin/pages/{area.pk}/copy/"
    refused = editor.post(path, **values, copy_subpages="on", publish_copies="on")
    assert "Planen har redan de här koderna: U1, U1.1." in refused.content.decode()
    assert not Page.objects.filter(slug="kopia").exists()
    assert editor.post(path, **values, copy_subpages="on").status_code == 302
    assert not Page.objects.get(slug="kopia").live


def test_a_superseded_plan_leads_to_the_one_that_follows(client: Client) -> None:
    home = build_home()
    plan, following = build_plan(home), add(home, PlanPage, title="Planen 2029", slug="planen-2029")
    publish(plan, status="superseded", superseded_by=following)
    text = say(client.get("/sv/planen/"))
    assert '<a href="/sv/planen-2029/">Läs Planen 2029</a>' in text
    shown = client.get(f"/api/v1/plans/{plan.translation_key}/").json()
    assert (shown["status"], shown["superseded_by"]["title"]) == ("superseded", "Planen 2029")


def test_a_replaced_document_is_a_change_of_the_plan(client: Client) -> None:
    document = get_document_model()(title="Beslut")
    document.file.save("beslut.pdf", ContentFile(b"%PDF-1.7 beslut"))
    plan = publish(build_plan(), adopted_document=document)
    before = Publication.objects.filter(key=plan.translation_key).count()
    document.file.save("beslut.pdf", ContentFile(b"%PDF-1.7 nytt beslut"), save=False)
    document.file_hash = ""
    document.file_size = None
    document.save()
    assert Publication.objects.filter(key=plan.translation_key).count() == before + 1
    assert (
        client.get(f"/api/v1/plans/{plan.translation_key}/").json()["adopted_document"]["extension"] == "pdf"
    )


def test_a_term_is_public_from_the_glossary(client: Client) -> None:
    plan = build_plan()
    term = Term(name="validering", explanation="Någon bedömer vad du kan.", locale=plan.locale, live=False)
    term.save()
    term.save_revision().publish()
    publish(build_area(plan), challenge="<p>Alla behöver validering.</p>")
    text = say(client.get("/sv/planen/u1/"))
    assert "Någon bedömer vad du kan." in text
    assert 'class="term"' in text
