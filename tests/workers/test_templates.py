"""Every mail is whole in text and in HTML, in both languages, light and dark; the gallery shows them all."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from workers.services.messages.examples import list_names, render_example
from workers.services.messages.rendering import Words, clean, render_words

pytestmark = pytest.mark.django_db

FOLDER = Path("workers/templates/workers/mail")
PARTS = {"parts"}
TO_READERS = ("publication", "release", "digest", "contact", "address_changed")
TO_ASKERS = ("confirmation", "manage")
LANGUAGES = ("sv", "en")
AA = 4.5


class Shape(HTMLParser):
    """What stands in a mail's HTML: its elements with attributes, in order, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def list(self, *tags: str) -> list[tuple[str, dict[str, str | None]]]:
        return [element for element in self.elements if element[0] in tags]


def every_mail() -> list[tuple[str, str, Words]]:
    return [
        (name, language, render_example(name, language)) for name in list_names() for language in LANGUAGES
    ]


def test_every_folder_has_its_three_templates_and_an_example() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()} - PARTS
    assert folders == set(list_names())
    for name in folders:
        files = {path.name for path in (FOLDER / name).iterdir()}
        assert {"subject.txt", "body.txt", "body.html"} <= files, name


def test_a_mail_has_a_subject_one_heading_and_its_language() -> None:
    for name, language, words in every_mail():
        shape = Shape(words.html)
        assert 0 < len(words.subject) <= 160, name
        assert len(shape.list("h1")) == 1, (name, language)
        levels = [int(tag[1]) for tag, _ in shape.list("h1", "h2", "h3")]
        assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels)), name
        assert shape.list("html")[0][1]["lang"] == language
        assert all(element["role"] == "presentation" for _, element in shape.list("table")), name


def test_a_mail_is_in_one_language_but_for_what_is_marked() -> None:
    for name, language, words in every_mail():
        if name != "evidence":
            assert ("Stop all" in words.text) == (language == "en" and "unsubscribe" in words.text), name
            assert ("Stoppa alla" in words.text) == (language == "sv" and "unsubscribe" in words.text), name
    release = Shape(render_example("release", "sv").html)
    assert any(element.get("lang") == "en" for _, element in release.list("p"))


def test_text_is_readable_alone() -> None:
    for name, language, words in every_mail():
        lines = words.text.split("\n")
        assert not re.search(r"<[a-z/!]|&[a-z]+;|&#", words.text), (name, language)
        assert not re.search(r"\n\n\n", words.text), name
        assert all(line == line.rstrip() for line in lines), name
        for line in lines:
            if "://" in line and name != "fault_report":
                assert re.fullmatch(r"https://\S+", line), (name, line)


def test_text_and_html_lead_to_the_same_places() -> None:
    for name, language, words in every_mail():
        linked = {str(element["href"]) for _, element in Shape(words.html).list("a")}
        written = set(re.findall(r"https://\S+", words.text))
        assert linked <= written, (name, language)


@pytest.mark.parametrize("name", [*TO_READERS, *TO_ASKERS])
def test_who_gets_mail_can_leave_and_is_told_who_writes_and_why(name: str) -> None:
    for language in LANGUAGES:
        words = render_example(name, language)
        why = "Du får det här" if language == "sv" else "You get this message because"
        for body in (words.text, words.html):
            assert "/unsubscribe/example/" in body
            assert why in body
            assert "redaktionen@localhost" in body
            assert "https://plan.example.org" in body
        if name in TO_READERS:
            assert ("/sv/prenumerera/hantera/" if language == "sv" else "/en/subscribe/manage/") in words.text


def test_no_mail_loads_runs_or_tracks_anything() -> None:
    for name, _, words in every_mail():
        shape = Shape(words.html)
        assert not shape.list("img", "link", "script", "iframe", "object", "video", "form", "base"), name
        assert not re.search(r"url\(|@import|background=|https?://(?!plan\.example\.org)", words.html), name
        for _, element in shape.list("a"):
            assert "?" not in str(element["href"]), name


def test_styles_stand_in_the_elements_and_those_of_the_dark_scheme_in_the_head() -> None:
    for name, _, words in every_mail():
        assert 'style="' in words.html
        (style,) = re.findall(r"<style>(.*?)</style>", words.html, re.DOTALL)
        assert "prefers-color-scheme: dark" in style, name
        assert re.search(r'name="color-scheme" content="light dark"', words.html)
        assert len(words.html) < 30_000, name


def test_a_mail_begins_with_words_for_the_list_of_mails() -> None:
    for name in (*TO_READERS, *TO_ASKERS, "address"):
        for language in LANGUAGES:
            found = re.search(
                r'<div class="preheader"[^>]*>([^<]+)</div>', render_example(name, language).html
            )
            assert found and found[1].strip(), name


def test_every_colour_of_words_has_contrast_in_both_schemes() -> None:
    css = (FOLDER / "style.css").read_text()
    light, dark = css.split("@media (prefers-color-scheme: dark)")
    pairs = {
        "light": [
            ("#14232b", "#fbf9f4"),
            ("#0b5670", "#fbf9f4"),
            ("#4d5b63", "#fbf9f4"),
            ("#8a5a00", "#fbf9f4"),
            ("#fbf9f4", "#0d3b4c"),
            ("#ffffff", "#0b5670"),
        ],
        "dark": [
            ("#e9eef0", "#0f1a20"),
            ("#8fd3ea", "#0f1a20"),
            ("#a9b6bd", "#0f1a20"),
            ("#f2c46d", "#0f1a20"),
            ("#fbf9f4", "#0a2c39"),
            ("#0f1a20", "#8fd3ea"),
        ],
    }
    for scheme, part in (("light", light), ("dark", dark)):
        used = set(re.findall(r"(?<![-\w])(?:color|background-color): (#[0-9a-f]{6})", part))
        assert used <= {colour for pair in pairs[scheme] for colour in pair}, scheme
        for words, ground in pairs[scheme]:
            assert contrast(words, ground) >= AA, (scheme, words, ground)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2, 1.4.3."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_what_no_server_takes_is_left_out() -> None:
    assert clean("a\x00b\x0bc\r\nd\re\ud800f\tg") == "ab c\nd\ne\N{REPLACEMENT CHARACTER}f\tg"


def test_a_title_is_never_markup() -> None:
    title = '<script>alert(1)</script> {{ 1 }} & "q"'
    context = {"title": title, "kind": "new", "page_url": "https://plan.example.org/", "language": "sv"}
    words = render_words("publication", "sv", context, "token")
    assert not Shape(words.html).list("script")
    assert title in words.subject and title in words.text and title in Shape(words.html).words


def test_the_gallery_shows_every_mail(client: Client) -> None:
    page = client.get("/dev/mail/templates/?language=sv").content.decode()
    for name in list_names():
        for language in LANGUAGES:
            path = f"/dev/mail/templates/{name}/{language}/"
            assert f'href="{path}"' in page
    shown = client.get("/dev/mail/templates/digest/sv/")
    assert shown.content.decode().count("<iframe") == 4
    for scheme in ("light", "dark"):
        html = client.get(f"/dev/mail/templates/digest/sv/{scheme}/")
        assert html.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in html.headers["Content-Security-Policy"]
        assert "prefers-color-scheme: dark" not in html.content.decode()
    for bad in ("nothing/sv/", "digest/de/", "digest/sv/sepia/", "parts/sv/"):
        assert client.get(f"/dev/mail/templates/{bad}").status_code == 404


@pytest.mark.parametrize("path", ["", "digest/sv/", "digest/sv/dark/"])
def test_the_gallery_is_404_where_settings_do_not_show_it(
    client: Client, settings: Settings, path: str
) -> None:
    settings.SHOW_MAILBOX = False
    assert client.get(f"/dev/mail/templates/{path}").status_code == 404
