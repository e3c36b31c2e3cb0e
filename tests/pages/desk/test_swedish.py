"""The desk speaks Swedish to who speaks Swedish, Wagtail's own parts too."""

import re
from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tests.pages.building import build_area, build_home, build_plan, build_priority, publish, translate
from tests.pages.conftest import Editor

pytestmark = pytest.mark.django_db(transaction=True)

# Words that are English and never Swedish, nor a name of anything in the pages that are built here.
ENGLISH = re.compile(
    r"\b(?:the|this|your|you|with|edit|delete|pages?|users?|choose|published|select|are|settings|upload|sync"
    r"|exploring|moderators|editors|wagtail's|editor guide|sign in|password|comments?|locked by|show issue"
    r"|autosave|saved|more actions|would|when|which|from|locales?)\b",
    re.IGNORECASE,
)
VIEWS = [
    "", "pages/", "pages/{home}/", "pages/{area}/", "pages/{area}/edit/", "pages/{english}/edit/",
    "pages/{area}/history/", "pages/{area}/usage/", "pages/{area}/move/", "pages/{area}/copy/",
    "pages/{area}/delete/", "pages/{area}/unpublish/", "pages/{home}/add_subpage/",
    "pages/add/pages/standardpage/{home}/", "pages/{area}/revisions/compare/earliest...latest/",
    "pages/search/?q=planen", "bulk/wagtailcore/page/delete/?id={area}&next=/admin/",
    "bulk/wagtailcore/page/publish/?id={area}&next=/admin/", "images/", "images/add/", "documents/",
    "documents/multiple/add/", "snippets/pages/actor/", "snippets/pages/actor/add/",
    "snippets/pages/indicator/", "snippets/pages/indicator/add/", "snippets/pages/term/", "redirects/",
    "redirects/add/", "workflows/list/", "workflows/tasks/index/", "reports/locked/", "reports/workflow/",
    "reports/site-history/", "reports/aging-pages/", "reports/translation-age/", "account/", "users/",
    "collections/", "localize/submit/page/{priority}/",
]  # fmt: skip
HIDDEN = re.compile(r"<(script|style|svg|template)\b.*?</\1>", re.DOTALL)
SAID = re.compile(r'>([^<>]+)<|(?:title|aria-label|placeholder|alt)="([^"]+)"')


@pytest.fixture
def places(editor: Editor) -> dict[str, Any]:
    plan = build_plan()
    home, area = plan.get_parent(), build_area(plan)
    priority = build_priority(area)
    for page in (home, plan, area):
        translate(page, title="Plan", lead="Plan").save_target(publish=True)
    publish(area, lead="Nytt.")
    Redirect.objects.create(old_path="/gammal", redirect_page=area)
    english = Page.objects.get(translation_key=area.translation_key, locale__language_code="en")
    return {"home": home.pk, "area": area.pk, "english": english.pk, "priority": priority.pk}


def find_english(html: str) -> list[str]:
    texts = [" ".join((shown or said).split()) for shown, said in SAID.findall(HIDDEN.sub(" ", html))]
    return sorted({text for text in texts if ENGLISH.search(text)})


def test_no_view_says_a_word_of_english(editor: Editor, places: dict[str, Any]) -> None:
    found = {}
    for view in VIEWS:
        answer = editor.client.get(f"/admin/{view.format(**places)}", follow=True)
        assert answer.status_code == 200, view
        english = find_english(answer.content.decode())
        if english:
            found[view] = english
    assert found == {}


def test_the_desk_leads_to_no_guide_elsewhere(editor: Editor) -> None:
    build_home()
    for view in ("", "pages/"):
        assert "guide.wagtail.org" not in editor.client.get(f"/admin/{view}").content.decode()


def test_texts_of_scripts_are_handed_over(editor: Editor) -> None:
    assert "Ändringarna är sparade." in editor.client.get("/admin/account/").content.decode().encode().decode(
        "unicode_escape"
    )
