"""A year of the plan at the desk: import, review, adoption, joint publication, a value, a revision, a new plan."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.colleague import Colleague
from tests.journeys.year import (
    ADOPTED,
    DRAFTS,
    ENGLISH_PLAN,
    ENGLISH_ROOT,
    NOTES,
    PLAN,
    RELEASED,
    REPORTED,
    REVISED,
    SWEDISH_ROOT,
    TITLES,
    WORDS,
    write_document,
)
from tests.services.asking import ask, send_form
from tests.services.mailbox import text_of
from tests.services.site import PASSWORD, Site

FRONT = "Kompetensplan Västmanland"
READERS = {"sv": "lasare@example.org", "en": "reader@example.org"}
FORMS = {"sv": ("/sv/prenumerera/", "/bekrafta/"), "en": ("/en/subscribe/", "/confirm/")}
LOGS = {"sv": "/sv/andringar/", "en": "/en/changes/"}
ADMINISTRATOR = f"""
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
user = get_user_model().objects.create_user("ada", "ada@example.org", "{PASSWORD}", first_name="Ada")
user.groups.add(Group.objects.get(name="Administratör"))
"""
INDICATOR, ENGLISH_INDICATOR = "Vuxna i yrkesutbildning", "Adults in vocational education"
PRIORITY = "Korta kurser"
PRIORITY_PATH = f"{SWEDISH_ROOT}studera-mera/korta-kurser/"
ENGLISH_PRIORITY_PATH = f"{ENGLISH_ROOT}more-study/short-courses/"
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(scope="module")
def site(start_site: Callable[..., Site]) -> Iterator[Site]:
    """A site of its own: a second plan would be in the way of who counts pages on the shared one."""
    site = start_site("sqlite")
    made = site.run("shell", "-c", ADMINISTRATOR)
    assert made.returncode == 0, made.stderr
    for language, address in READERS.items():
        subscribe(site, language, address)
    yield site
    site.stop()


@pytest.fixture
def hire(site: Site, new_context: Callable[..., BrowserContext]) -> Callable[[str], Colleague]:
    def log_in(name: str) -> Colleague:
        colleague = Colleague(
            new_context(locale="sv-SE", viewport={"width": 1280, "height": 900}), site, name
        )
        colleague.log_in()
        return colleague

    return log_in


def test_an_editors_year(site: Site, hire: Callable[[str], Colleague], tmp_path: Path) -> None:
    administrator = hire("ada")
    administrator.create_user("rut", "Rut", "Ek", "Redaktör")
    administrator.create_user("gun", "Gun", "Alm", "Granskare")
    editor, reviewer = hire("rut"), hire("gun")

    bring_the_plan(site, editor, tmp_path)
    review_the_plan(site, editor, reviewer)
    draft_what_is_below(site, editor)
    adopt_the_plan(site, editor, reviewer, tmp_path)
    translate_everything(site, editor, reviewer, tmp_path)
    publish_together(site, reviewer)
    report_a_value(site, reviewer, tmp_path)
    revise(site, editor, reviewer, tmp_path)
    supersede(site, editor, reviewer, tmp_path)


def bring_the_plan(site: Site, editor: Colleague, directory: Path) -> None:
    """A Word document becomes a draft; the editor moves a block and fills in what only people know."""
    editor.import_document(FRONT, "Plan", write_document(directory / "plan.docx"))
    editor.see("1 tabell saknar rubrik")
    editor.follow("Redigera utkastet")
    why = editor.section("Rubrik Varför en ny plan")
    why.get_by_role("button", name="Flytta upp").first.click()
    editor.fill("Ingress", "Länet ser till att kompetensen räcker.")
    editor.page.get_by_role("spinbutton", name="Första året").fill("2027")
    editor.page.get_by_role("spinbutton", name="Sista året").fill("2030")
    editor.choose("Status", "På remiss")
    editor.press("Lämna in till Granskning")
    editor.see("Ge tabellen en rubrik")
    editor.fill("Tabellrubrik", "Sökande till vuxenutbildning")
    editor.hand_in()
    assert status_of(site, SWEDISH_ROOT) == 404, "nobody has approved it"


def review_the_plan(site: Site, editor: Colleague, reviewer: Colleague) -> None:
    reviewer.approve(PLAN)
    page = read(site, SWEDISH_ROOT)
    assert "På remiss" in page
    assert page.index("Varför en ny plan") < page.index("Börja med utvecklingsområdena."), "it was moved up"
    assert PLAN in read(site, LOGS["sv"])
    assert ENGLISH_PLAN not in read(site, LOGS["en"])


def draft_what_is_below(site: Site, editor: Colleague) -> None:
    standing = ""
    for draft in DRAFTS:
        if draft.above != standing or not standing:
            editor.find(draft.above or PLAN)
        standing = draft.swedish
        editor.add_below(draft.kind, draft.swedish, draft.lead, draft.code)
        if draft.swedish == PRIORITY:
            indicators = editor.section("Indikatorer")
            indicators.get_by_role("button", name="Lägg till ett block").click()
            indicators.get_by_role("button", name="Välj indikator").click()
            editor.page.get_by_role("dialog").get_by_role("link", name=INDICATOR).click()
            expect(indicators.get_by_text(INDICATOR).first).to_be_visible()
        editor.save()


def adopt_the_plan(site: Site, editor: Colleague, reviewer: Colleague, directory: Path) -> None:
    editor.find(PLAN)
    editor.choose("Status", "Antagen")
    editor.fill("Beslutad av", "Regionfullmäktige")
    editor.fill("Beslutsdatum", "2026-11-17")
    editor.page.keyboard.press("Tab")
    editor.fill("Diarienummer", "RV 2026-118")
    document = directory / "beslut.pdf"
    document.write_bytes(PDF)
    editor.page.get_by_role("button", name="Välj ett dokument").click()
    editor.upload("Beslut om planen", document)
    editor.state(ADOPTED)
    editor.hand_in()
    assert "Antagen" not in read(site, SWEDISH_ROOT)
    reviewer.approve(PLAN)
    page = read(site, SWEDISH_ROOT)
    for words in ("Antagen", "Regionfullmäktige", "17 november 2026", "RV 2026-118", "beslut.pdf"):
        assert words in page
    assert ADOPTED in read(site, LOGS["sv"])
    hear(site, "sv", ADOPTED)


def translate_everything(site: Site, editor: Colleague, reviewer: Colleague, directory: Path) -> None:
    """The English plan is published; what is below it waits for the release."""
    editor.hand_to_translator(PLAN)
    reviewer.translate_offline(PLAN, WORDS, directory)
    reviewer.publish_translation()
    assert "adopted" in read(site, ENGLISH_ROOT).casefold()
    for draft in DRAFTS:
        editor.translate_offline(draft.swedish, draft.words, directory)
    assert {status_of(site, path) for path in RELEASED} == {404}


def publish_together(site: Site, reviewer: Colleague) -> None:
    """Six pages in two languages: one moment, one entry in the log, one mail to each reader."""
    before = {language: count_mails(site, language) for language in READERS}
    reviewer.open_menu("Samlad publicering")
    with reviewer.page.expect_navigation():
        reviewer.page.get_by_role("link", name="Lägg till").first.click()
    for language, words in (("svenska", "sv"), ("engelska", "en")):
        reviewer.fill(f"Rubrik på {language}", TITLES[words])
        reviewer.page.get_by_role("textbox", name=re.compile(f"^Ändringsnot.* på {language}")).fill(
            NOTES[words]
        )
    reviewer.press("Skapa")
    for draft in DRAFTS:
        row = reviewer.page.get_by_role("row").filter(has_text=draft.swedish)
        for box in row.get_by_role("checkbox").all():
            box.check()
    reviewer.press("Spara valet")
    reviewer.see("12 utkast är valda.")
    assert {status_of(site, path) for path in RELEASED} == {404}
    reviewer.press("Publicera allt nu")
    reviewer.see("Allt är publicerat.")
    assert {status_of(site, path) for path in RELEASED} == {200}
    released = [each for each in read_changes(site) if urlsplit(each["url"] or "").path in RELEASED]
    assert len({each["url"] for each in released}) == len(RELEASED) == len(released)
    assert len({each["at"] for each in released}) == 1
    for language in READERS:
        assert read(site, LOGS[language]).count(TITLES[language]) == 1
        assert NOTES[language] in text_of(hear(site, language, TITLES[language]))
        assert count_mails(site, language) == before[language] + 1


def report_a_value(site: Site, reviewer: Colleague, directory: Path) -> None:
    """The public chart of the priority, and its table, have the new value; the mail leads to the log."""
    assert "2 345" not in read(site, PRIORITY_PATH)
    reviewer.open_menu("Register", "Indikatorer")
    reviewer.follow(INDICATOR)
    values = reviewer.section("Värden")
    values.get_by_role("button", name="Lägg till ett block").last.click()
    value = values.get_by_role("region").last
    value.get_by_role("textbox", name="Datum").fill("2026-10-31")
    reviewer.page.keyboard.press("Tab")
    value.get_by_role("spinbutton", name="Värde").fill("2345")
    reviewer.state(REPORTED["sv"])
    reviewer.press("Publicera")
    reviewer.see("är ändrad och publicerad")
    page = read(site, PRIORITY_PATH)
    drawn = page.index('role="img"')
    assert "2 345" in page[drawn : page.index("</svg>", drawn)]
    assert re.search(r"<td[^>]*>\s*2 345", page[page.index("<table") :])
    assert REPORTED["sv"] in read(site, LOGS["sv"])
    assert f"{site.base_url}{LOGS['sv']}" in text_of(hear(site, "sv", REPORTED["sv"]))

    reviewer.open_menu("Register", "Indikatorer")
    reviewer.page.get_by_role("button", name=f"Fler alternativ för '{INDICATOR}'").click()
    with reviewer.page.expect_navigation():
        reviewer.page.get_by_role("link", name="Synkronisera").click()
    reviewer.press("Skicka")
    reviewer.open_menu("Register", "Indikatorer")
    reviewer.follow(ENGLISH_INDICATOR)
    reviewer.translate_open({REPORTED["sv"]: REPORTED["en"]}, directory)
    assert "2,345" not in read(site, ENGLISH_PRIORITY_PATH)
    reviewer.publish_translation()
    assert "2,345" in read(site, ENGLISH_PRIORITY_PATH)
    hear(site, "en", REPORTED["en"])


def revise(site: Site, editor: Colleague, reviewer: Colleague, directory: Path) -> None:
    """Who the desk says will be told is who gets mail, each in their own language."""
    before = {language: count_mails(site, language) for language in READERS}
    editor.find(PRIORITY)
    editor.fill("Ingress", "I tio veckor.")
    editor.state(REVISED["sv"])
    editor.press("Spara och se vem som får veta")
    editor.see("2 prenumeranter får veta.")
    editor.follow("Tillbaka till redigeringen")
    editor.hand_in()
    assert "I tio veckor." not in read(site, PRIORITY_PATH)
    reviewer.approve(PRIORITY)
    assert "I tio veckor." in read(site, PRIORITY_PATH)
    hear(site, "sv", REVISED["sv"])
    assert count_mails(site, "en") == before["en"], "the English version has not changed yet"

    editor.find(PRIORITY)
    editor.act("Synkronisera översatta sidor")
    editor.press("Skicka")
    words = {**DRAFTS[1].words, "I tio veckor.": "For ten weeks.", REVISED["sv"]: REVISED["en"]}
    reviewer.translate_offline("Short courses", words, directory)
    reviewer.follow("Vem får veta?")
    reviewer.see("1 prenumerant får veta.")
    reviewer.follow("Tillbaka till redigeringen")
    reviewer.publish_translation()
    assert "For ten weeks." in read(site, ENGLISH_PRIORITY_PATH)
    hear(site, "en", REVISED["en"])
    assert {language: count_mails(site, language) - before[language] for language in READERS} == {
        "sv": 1,
        "en": 1,
    }
    for language in READERS:
        assert REVISED[language] in read(site, LOGS[language])


def supersede(site: Site, editor: Colleague, reviewer: Colleague, directory: Path) -> None:
    """A plan that takes over; the one before says so and leads to it."""
    editor.find(FRONT)
    editor.add_below("Plan", "Kompetensplan 2031", "Planen efter den.")
    editor.choose("Status", "Antagen")
    editor.fill("Beslutad av", "Regionfullmäktige")
    editor.fill("Beslutsdatum", "2026-11-20")
    editor.page.keyboard.press("Tab")
    editor.hand_in()
    reviewer.approve("Kompetensplan 2031")
    editor.find(PLAN)
    editor.choose("Status", "Ersatt")
    editor.page.get_by_role("button", name="Välj en sida (Plan)").click()
    dialog = editor.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Sökterm").fill("Kompetensplan 2031")
    dialog.get_by_role("link", name="Kompetensplan 2031").first.click()
    expect(dialog).to_have_count(0)
    editor.state("En ny plan gäller.")
    editor.hand_in()
    reviewer.approve(PLAN)
    page = read(site, SWEDISH_ROOT)
    assert "Ersatt" in page
    assert 'href="/sv/kompetensplan-2031/"' in page[page.index("<main") :]
    front = read(site, "/sv/")
    assert 'href="/sv/kompetensplan-2031/"' in front[front.index("<main") :]
    assert SWEDISH_ROOT not in front
    assert "En ny plan gäller." in read(site, LOGS["sv"])
    hear(site, "sv", "En ny plan gäller.")


def subscribe(site: Site, language: str, address: str) -> None:
    """Follow the whole plan, as a browser without JavaScript asks for it."""
    form, mark = FORMS[language]
    fields = {"email": address, "language": language, "scope": "plan", "frequency": "now"}
    assert send_form(f"{site.base_url}{form}", fields).status == 200
    links = re.findall(r"https?://\S+", text_of(site.mailbox.wait_for(address)))
    assert send_form(next(link for link in links if mark in link), {}).status == 200


def hear(site: Site, language: str, words: str) -> Any:
    return site.mailbox.wait_for(READERS[language], containing=words)


def count_mails(site: Site, language: str) -> int:
    return len(site.mailbox.messages(READERS[language]))


def status_of(site: Site, path: str) -> int:
    return ask(f"{site.base_url}{path}").status


def read(site: Site, path: str) -> str:
    answer = ask(f"{site.base_url}{path}")
    assert answer.status == 200, path
    return answer.text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def read_changes(site: Site) -> list[dict[str, Any]]:
    """Return every publication, the oldest first."""
    after, found = "0", []
    while after:
        page = ask(f"{site.base_url}/api/v1/changes/?after={after}").json
        found += page["items"]
        after = page["next"]
    return found
