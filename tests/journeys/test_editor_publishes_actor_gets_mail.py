"""Journey 1: an editor publishes, an actor gets mail in their own language, and leaves with one click."""

import re
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from playwright.sync_api import BrowserContext, expect

from tests.journeys.desk import MATERIAL, Desk
from tests.services.asking import ask, send_form
from tests.services.bars import Bars
from tests.services.mailbox import text_of
from tests.services.site import NOTIFY_DELAY, Site

SWEDISH, ENGLISH = "Stärkt samverkan", "Stronger cooperation"
SWEDISH_PATH, ENGLISH_PATH = "/sv/planen/starkt-samverkan/", "/en/the-plan/stronger-cooperation/"
LEAVING, STAYING, READER = "lamnar@example.org", "stannar@example.org", "reader@example.org"
LINK = re.compile(r"https?://\S+")
WITHIN_SECONDS = NOTIFY_DELAY + 3


def test_editor_publishes_and_each_subscriber_hears_in_their_own_language_until_they_leave(
    running_site: Site, desk: Desk, new_context: Callable[..., BrowserContext], bar: Bars
) -> None:
    subscribe_in_the_browser(running_site, new_context(locale="sv-SE"), LEAVING)
    topic = find_topic(running_site)
    subscribe_by_form(running_site, "/sv/prenumerera/", STAYING, "sv", topic)
    subscribe_by_form(running_site, "/en/subscribe/", READER, "en", topic)

    desk.change_lead(SWEDISH, "Vi gör det lätt att hitta rätt.", MATERIAL, "Ingressen är kortare.")
    swedish = hear(running_site, LEAVING, "Ingressen är kortare.", bar)
    hear(running_site, STAYING, "Ingressen är kortare.", bar)
    desk.hand_to_translator(SWEDISH)
    assert len(running_site.mailbox.messages(READER)) == 1, "the English version has not changed yet"

    desk.translate(ENGLISH, "We make it easy to find the right way.", "The introduction is shorter.")
    english = hear(running_site, READER, "The introduction is shorter.", bar)
    check_message(running_site, swedish, "sv", SWEDISH, SWEDISH_PATH)
    check_message(running_site, english, "en", ENGLISH, ENGLISH_PATH)
    assert "Ingressen" not in english.as_string()

    leave_with_one_click(swedish)
    count = len(running_site.mailbox.messages(LEAVING))
    desk.change_lead(SWEDISH, "Vi gör det lätt att hitta.", MATERIAL, "Ännu kortare.")
    hear(running_site, STAYING, "Ännu kortare.", bar)
    assert len(running_site.mailbox.messages(LEAVING)) == count
    assert [str(each["Content-Language"]) for each in running_site.mailbox.messages(STAYING)] == ["sv"] * 3


def subscribe_in_the_browser(site: Site, context: BrowserContext, address: str) -> None:
    """Follow the area from its own page, and confirm by the link in the mail."""
    page = context.new_page()
    page.goto(f"{site.base_url}{SWEDISH_PATH}")
    page.get_by_role("link", name="Följ U3").click()
    expect(page.get_by_role("checkbox", name=SWEDISH)).to_be_checked()
    page.get_by_role("textbox", name="Mejladress").fill(address)
    page.get_by_role("button", name="Skicka en länk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontrollera din mejl")
    page.goto(confirming_link(site, address))
    page.get_by_role("button", name="Ja, jag vill följa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nu följer du planen")
    expect(page.get_by_role("main").get_by_text(SWEDISH)).to_be_visible()
    assert context.cookies() == []


def find_topic(site: Site) -> str:
    return str(ask(f"{site.base_url}/api/v1/pages/?path={SWEDISH_PATH}").json["items"][0]["key"])


def subscribe_by_form(site: Site, path: str, address: str, language: str, topic: str) -> None:
    """Send the form as a browser without JavaScript does, and confirm."""
    fields = {"email": address, "language": language, "scope": [topic], "frequency": "now"}
    assert send_form(f"{site.base_url}{path}", fields).status == 200
    link = confirming_link(site, address)
    assert ask(link).status == 200, "looking confirms nothing"
    assert send_form(link, {}).status == 200


def confirming_link(site: Site, address: str) -> str:
    mail = site.mailbox.wait_for(address)
    found = [link for link in LINK.findall(text_of(mail)) if "/bekrafta/" in link or "/confirm/" in link]
    assert len(found) == 1
    return str(found[0])


def hear(site: Site, address: str, note: str, bar: Bars) -> EmailMessage:
    """Return the mail with a note, and hold its time since the publication to the undo window and 3 seconds."""
    message = site.mailbox.wait_for(address, containing=note)
    published = datetime.fromisoformat(find_publication(site, note)["at"]).timestamp()
    bar(
        f"from publish to the mail of {address}",
        round(arrived_at(site, address) - published, 1),
        WITHIN_SECONDS,
        "s",
    )
    return message


def arrived_at(site: Site, address: str) -> float:
    """Return when the newest mail to an address came (seconds since 1970)."""
    messages = site.mailbox.directory.glob("*.eml")
    return max(path.stat().st_mtime for path in messages if address.encode() in path.read_bytes())


def find_publication(site: Site, note: str) -> dict[str, Any]:
    """Return the newest publication with a note, from the public list of changes."""
    after, found = "0", []
    while after:
        page = ask(f"{site.base_url}/api/v1/changes/?after={after}").json
        found += [item for item in page["items"] if item["note"] == note]
        after = page["next"]
    newest: dict[str, Any] = found[-1]
    assert newest["kind"] == "material"
    return newest


def check_message(site: Site, message: EmailMessage, language: str, title: str, path: str) -> None:
    """Header fields (RFC 2369, 2919, 3834, 8058), and two bodies that each say all of it."""
    assert message.get_content_type() == "multipart/alternative"
    assert message["Content-Language"] == language
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<\S+@\S+>", message["Message-ID"].strip())
    assert message["List-Id"] and message["Reply-To"] and message["Date"]
    assert title in message["Subject"]
    for kind in ("plain", "html"):
        body = text_of(message, kind)
        for expected in (title, f"{site.base_url}{path}", unsubscribing_link(message)):
            assert expected in body, (kind, expected)
    html = text_of(message, "html")
    assert f'<html lang="{language}"' in html
    assert not re.search(r"<img|<link|<script|url\(|background=", html)
    changing = "/sv/prenumerera/hantera/" if language == "sv" else "/en/subscribe/manage/"
    assert f"{site.base_url}{changing}" in text_of(message)
    for link in set(LINK.findall(text_of(message))):
        assert ask(link).status == (302 if link == site.base_url else 200), link


def unsubscribing_link(message: EmailMessage) -> str:
    return str(message["List-Unsubscribe"]).strip().strip("<>")


def leave_with_one_click(message: EmailMessage) -> None:
    """What a mail program sends: no cookie, no referrer, its own origin; twice does no harm."""
    for _ in range(2):
        answer = send_form(
            unsubscribing_link(message),
            {"List-Unsubscribe": "One-Click"},
            Origin="https://mail.example",
            Sec_Fetch_Site="cross-site",
        )
        assert answer.status == 200
