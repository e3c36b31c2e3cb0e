"""What becomes of a Word document."""

from typing import Any

from pages.blocks import BodyBlock
from tests.pages.importing.writing import (
    arrange,
    heading,
    kinds,
    paragraph,
    part,
    picture,
    raw,
    repack,
    shapes,
    table,
    word,
)


def test_headings_paragraphs_lists_and_quotations_become_blocks() -> None:
    arranged, document = arrange(
        word(
            heading("Kompetensplan 2026", 0),
            heading("Nuläge"),
            paragraph("Här är vi."),
            paragraph("Och här."),
            paragraph("Ett", "List Bullet"),
            paragraph("Två", "List Bullet"),
            paragraph("Först", "List Number"),
            heading("Vägen", 2),
            paragraph("”Alla lär sig.”", "Quote"),
            paragraph("– En rektor", "Quote"),
        )
    )
    assert arranged.title == "Kompetensplan 2026"
    assert arranged.blocks == [
        {"type": "heading", "value": {"text": "Nuläge", "level": "2"}},
        {"type": "paragraph", "value": "<p>Här är vi.</p><p>Och här.</p>"},
        {"type": "list", "value": {"style": "bulleted", "points": points("Ett", "Två")}},
        {"type": "list", "value": {"style": "numbered", "points": points("Först")}},
        {"type": "heading", "value": {"text": "Vägen", "level": "3"}},
        {"type": "quote", "value": {"text": "Alla lär sig.", "said_by": "En rektor"}},
    ]
    assert kinds(document) == {}


def points(*texts: str) -> list[str]:
    return [f"<p>{text}</p>" for text in texts]


def test_list_block_reads_each_point_as_text() -> None:
    arranged, _document = arrange(word(paragraph("Ett", "List Bullet"), paragraph("Två", "List Bullet")))
    body = BodyBlock().to_python(arranged.blocks)
    assert [point.source for point in body[0].value["points"]] == ["<p>Ett</p>", "<p>Två</p>"]


def test_only_heading_of_the_first_level_is_the_title() -> None:
    arranged, _document = arrange(word(heading("Planen"), heading("Nuläge", 2), paragraph("Text")))
    assert arranged.title == "Planen"
    assert arranged.blocks[0]["value"] == {"text": "Nuläge", "level": "2"}


def test_several_headings_of_the_first_level_are_sections() -> None:
    arranged, _document = arrange(word(heading("Nuläge"), paragraph("A"), heading("Mål"), paragraph("B")))
    assert arranged.title == ""
    assert [block["value"]["level"] for block in arranged.blocks if block["type"] == "heading"] == ["2", "2"]


def test_deeper_headings_become_level_three_and_are_listed() -> None:
    arranged, document = arrange(
        word(heading("A"), heading("B"), heading("C", 2), heading("D", 3), paragraph("x"))
    )
    assert [block["value"].get("level") for block in arranged.blocks[:4]] == ["2", "2", "3", "3"]
    assert kinds(document) == {"deep_headings": 1}


def test_emphasis_and_links_stay_and_other_links_leave_their_words() -> None:
    def write(document: Any) -> None:
        line = document.add_paragraph("Läs ")
        line.add_run("noga").bold = True
        for address, text in [
            ("https://skane.se/a?b=1&c=2", "sidan"),
            ("javascript:alert(1)", "skript"),
            ("file:///G:/plan.docx", "filen"),
        ]:
            key = document.part.relate_to(
                address,
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
                is_external=True,
            )
            link = raw_link(document, text)
            link.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", key)
            line._p.append(link)

    arranged, document = arrange(word(write))
    assert arranged.blocks[0]["value"] == (
        '<p>Läs <b>noga</b><a href="https://skane.se/a?b=1&amp;c=2">sidan</a>skriptfilen</p>'
    )
    assert kinds(document) == {"dropped_links": 2}
    assert arranged.counts["links"] == 1


def raw_link(document: Any, text: str) -> Any:
    raw(f"<w:hyperlink><w:r><w:t>{text}</w:t></w:r></w:hyperlink>")(document)
    return document.element.body[-2]


def test_table_takes_its_first_row_as_headings_and_its_caption_from_above() -> None:
    arranged, document = arrange(
        word(paragraph("Sökande per år", "Caption"), table(["År", "Sökande"], ["2024", "120"]))
    )
    assert arranged.blocks == [
        {
            "type": "table",
            "value": {
                "headers": "first_row",
                "table": {
                    "caption": "Sökande per år",
                    "columns": [{"type": "text", "heading": "År"}, {"type": "text", "heading": "Sökande"}],
                    "rows": [{"values": ["<p>2024</p>", "<p>120</p>"]}],
                },
            },
        }
    ]
    assert kinds(document) == {}


def test_merged_cells_keep_their_columns_and_are_listed() -> None:
    def write(document: Any) -> None:
        made = table(["År", "A", "B"], ["", "1", "2"], ["", "3", "4"])(document)
        made.cell(1, 0).merge(made.cell(2, 0)).text = "2024"
        made.cell(2, 1).merge(made.cell(2, 2)).text = "båda"

    arranged, document = arrange(word(write))
    rows = arranged.blocks[0]["value"]["table"]["rows"]
    assert [row["values"] for row in rows] == [
        ["<p>2024</p>", "<p>1</p>", "<p>2</p>"],
        ["", "<p>båda</p>", ""],
    ]
    assert kinds(document) == {"merged_cells": 1, "missing_captions": 1}


def test_table_of_one_row_is_only_a_frame_around_text() -> None:
    arranged, document = arrange(word(table(["Ruta"])))
    assert shapes(arranged) == ["paragraph"]
    assert kinds(document) == {"layout_tables": 1}


def test_list_with_levels_keeps_them_as_rich_text() -> None:
    level = (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{}'/><w:numId w:val='1'/></w:numPr></w:pPr>"
        "<w:r><w:t>{}</w:t></w:r></w:p>"
    )
    levels = "".join(f'<w:lvl w:ilvl="{number}"><w:numFmt w:val="bullet"/></w:lvl>' for number in range(2))
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    saved = word(raw(level.format(0, "Ute")), raw(level.format(1, "Inne")))
    arranged, document = arrange(repack(saved, **{"word/numbering.xml": numbering.encode()}))
    assert shapes(arranged) == ["paragraph"]
    assert arranged.blocks[0]["value"] == "<ul><li>Ute<ul><li>Inne</li></ul></li></ul>"
    assert kinds(document) == {"nested_lists": 1}


def test_picture_brings_its_alternative_text_and_its_caption() -> None:
    arranged, document = arrange(
        word(picture("En stapel som växer"), paragraph("Figur 1", "Caption"), paragraph("Text"))
    )
    assert arranged.blocks[0]["value"] == {
        "picture": 0,
        "alt_text": "En stapel som växer",
        "decorative": False,
        "caption": "Figur 1",
    }
    assert kinds(document) == {}


def test_picture_without_alternative_text_is_listed() -> None:
    _arranged, document = arrange(word(heading("A"), heading("Nuläge"), picture(), picture("bild1.png")))
    assert kinds(document) == {"missing_alt": 2}
    assert {under for under, _words in document.findings.dump()["missing_alt"]} == {"Nuläge"}


def test_picture_that_word_calls_decorative_is_decorative() -> None:
    mark = (
        b'<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    )
    saved = word(picture("Vinjett"))
    body = part(saved, "word/document.xml").replace(b'descr="Vinjett"/>', b">" + mark + b"</wp:docPr>")
    assert mark in body
    arranged, document = arrange(repack(saved, **{"word/document.xml": body}))
    assert arranged.blocks[0]["value"]["decorative"] is True
    assert kinds(document) == {}


def test_picture_that_no_browser_shows_is_listed_and_left_behind() -> None:
    saved = word(paragraph("Text"), picture("Karta"))
    arranged, document = arrange(repack(saved, **{"word/media/image1.png": b"EMF is no picture of the web"}))
    assert shapes(arranged) == ["paragraph"]
    assert kinds(document) == {"unreadable_pictures": 1}


def test_what_has_no_place_on_a_page_is_listed_with_where_it_stood() -> None:
    def write(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Dnr 2026-1"
        line = document.add_paragraph("Anmärkt")
        document.add_comment(line.runs, text="Hm", author="Bo")

    _arranged, document = arrange(
        word(
            heading("Inledning"),
            heading("Nuläge"),
            write,
            raw("<w:p><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath></w:p>"),
            raw("<w:p><w:ins w:id='1'><w:r><w:t>nytt</w:t></w:r></w:ins></w:p>"),
            raw("<w:p><w:del w:id='2'><w:r><w:delText>gammalt</w:delText></w:r></w:del></w:p>"),
            raw("<w:p><w:r><w:object/></w:r></w:p>"),
        )
    )
    stored = document.findings.dump()
    assert kinds(document) == {
        "comments": 1, "equations": 1, "insertions": 1, "deletions": 1, "objects": 1, "headers": 1,
    }  # fmt: skip
    assert stored["comments"] == [["Nuläge", "Anmärkt"]]
    assert stored["equations"] == [["Nuläge", "a=b"]]
    assert stored["headers"] == [["", "Dnr 2026-1"]]


def test_text_box_is_carried_by_its_fallback_and_listed() -> None:
    words = "<w:txbxContent><w:p><w:r><w:t>I rutan</w:t></w:r></w:p></w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><wps:txbx>{words}</wps:txbx></mc:Choice>'
    fallback = (
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{words}</v:textbox></v:shape></w:pict></mc:Fallback>"
    )
    box = "<w:p><w:r><w:t>Utanför</w:t><mc:AlternateContent>{}</mc:AlternateContent></w:r></w:p>"
    carried, found = arrange(word(raw(box.format(choice + fallback))))
    _lost, missed = arrange(word(raw(box.format(choice))))
    assert carried.blocks[0]["value"] == "<p>Utanför</p><p>I rutan</p>"
    assert kinds(found) == {"text_boxes": 1}
    assert kinds(missed) == {"lost_text_boxes": 1}


def test_footnotes_follow_the_text_with_their_numbers() -> None:
    saved = word(raw("<w:p><w:r><w:t>Sant</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"))
    notes = (
        b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b'<w:footnote w:id="2"><w:p><w:r><w:t>SCB 2024</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    arranged, document = arrange(repack(saved, **{"word/footnotes.xml": notes}))
    assert arranged.blocks == [
        {"type": "paragraph", "value": "<p>Sant[1]</p>"},
        {"type": "heading", "value": {"text": "Noter", "level": "2"}},
        {"type": "list", "value": {"style": "numbered", "points": points("SCB 2024")}},
    ]
    assert kinds(document) == {"notes": 1}


def test_raised_digits_stay_raised_and_bold_lines_are_pointed_out() -> None:
    def write(document: Any) -> None:
        line = document.add_paragraph("10 m")
        line.add_run("2").font.superscript = True
        document.add_paragraph().add_run("Bakgrund").bold = True

    arranged, document = arrange(word(write))
    assert arranged.blocks[0]["value"] == "<p>10 m²</p><p><b>Bakgrund</b></p>"
    assert kinds(document) == {"bold_headings": 1}


def test_styles_hidden_in_the_document_map_nothing() -> None:
    saved = word(paragraph("Text"))
    assert part(saved, "word/document.xml")
    arranged, _document = arrange(repack(saved, **{"mammoth/style-map": b"p => script:fresh"}))
    assert arranged.blocks == [{"type": "paragraph", "value": "<p>Text</p>"}]
