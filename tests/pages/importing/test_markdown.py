"""What becomes of Markdown and plain text."""

from tests.pages.importing.writing import arrange, kinds, shapes

PLAN = """\
# U1.2 Kortare vägar

Alla ska *lära* hela **livet**, se [sidan](https://skane.se).
Samma stycke.

Nytt stycke.

## Nuläge

- Ett
- Två

1. Först

> Vi behöver fler.
>
> – En chef

| År | Sökande |
|----|---------|
| 2024 | 120 |
"""


def test_markdown_becomes_the_same_blocks() -> None:
    arranged, document = arrange(PLAN, "plan.md")
    assert arranged.title == "U1.2 Kortare vägar"
    assert shapes(arranged) == ["paragraph", "heading", "list", "list", "quote", "table"]
    assert arranged.blocks[0]["value"] == (
        '<p>Alla ska <i>lära</i> hela <b>livet</b>, se <a href="https://skane.se">sidan</a>. Samma stycke.</p>'
        "<p>Nytt stycke.</p>"
    )
    assert arranged.blocks[4]["value"] == {"text": "Vi behöver fler.", "said_by": "En chef"}
    assert kinds(document) == {"missing_captions": 1}


def test_plain_text_becomes_paragraphs() -> None:
    arranged, _document = arrange("\ufeffFörsta stycket.\r\n\r\nAndra & sista.", "plan.txt")
    assert arranged.blocks == [
        {"type": "paragraph", "value": "<p>Första stycket.</p><p>Andra &amp; sista.</p>"}
    ]


def test_html_scripts_and_settings_stay_behind_and_are_listed() -> None:
    text = (
        "---\nauthor: Bo\n---\n\nHej <b>du</b><br>där\n\n<script>alert(1)</script>\n\n"
        "[klick](javascript:alert(1)) [fil](plan.pdf)\n\n---\n\n![Karta](karta.png)\n"
    )
    arranged, document = arrange(text, "plan.md")
    assert arranged.blocks[0]["value"] == "<p>Hej du<br/>där</p><p>[klick](javascript:alert(1)) fil</p>"
    assert kinds(document) == {
        "front_matter": 1, "html": 3, "dropped_links": 1, "rules": 1, "outside_pictures": 1,
    }  # fmt: skip


def test_code_is_kept_as_text_with_its_signs() -> None:
    arranged, document = arrange("```\n<x> & y\nz\n```", "plan.md")
    assert arranged.blocks[0]["value"] == "<p>&lt;x&gt; &amp; y<br/>z</p>"
    assert kinds(document) == {"code": 1}


def test_table_with_an_empty_corner_has_headings_on_two_sides() -> None:
    arranged, _document = arrange("| | A |\n|--|--|\n| 2024 | 1 |\n", "plan.md")
    value = arranged.blocks[0]["value"]
    assert value["headers"] == "both"
    assert value["table"]["rows"] == [{"values": ["<p>2024</p>", "<p>1</p>"]}]
