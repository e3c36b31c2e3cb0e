"""The sentence for each kind of finding and each kind of block, by its count."""

from typing import Any, Final

from django.utils.translation import ngettext_lazy

from .findings import Kind

LEFT_BEHIND: Final[dict[Kind, Any]] = {
    Kind.COMMENTS: ngettext_lazy(
        "%(count)s comment in the margin.", "%(count)s comments in the margin.", "count"
    ),
    Kind.OBJECTS: ngettext_lazy(
        "%(count)s embedded object, such as a spreadsheet.",
        "%(count)s embedded objects, such as spreadsheets.",
        "count",
    ),
    Kind.DRAWINGS: ngettext_lazy(
        "%(count)s chart or drawing made in Word. Save it as a picture, and add it to the page.",
        "%(count)s charts or drawings made in Word. Save them as pictures, and add them to the page.",
        "count",
    ),
    Kind.EQUATIONS: ngettext_lazy(
        "%(count)s equation. Write it as text.", "%(count)s equations. Write them as text.", "count"
    ),
    Kind.HEADERS: ngettext_lazy("%(count)s header or footer.", "%(count)s headers or footers.", "count"),
    Kind.CONTENTS: ngettext_lazy(
        "%(count)s table of contents. The site shows its own.",
        "%(count)s tables of contents. The site shows its own.",
        "count",
    ),
    Kind.LOST_TEXT_BOXES: ngettext_lazy(
        "%(count)s text box. Copy its text by hand.",
        "%(count)s text boxes. Copy their text by hand.",
        "count",
    ),
    Kind.SYMBOLS: ngettext_lazy(
        "%(count)s sign in a symbol font.", "%(count)s signs in a symbol font.", "count"
    ),
    Kind.UNREADABLE_PICTURES: ngettext_lazy(
        "%(count)s picture that is broken or in a format that browsers do not show (such as EMF or TIFF). Save it as PNG or JPEG.",
        "%(count)s pictures that are broken or in formats that browsers do not show (such as EMF or TIFF). Save them as PNG or JPEG.",
        "count",
    ),
    Kind.OUTSIDE_PICTURES: ngettext_lazy(
        "%(count)s picture that lies outside the document. Add it to the page by hand.",
        "%(count)s pictures that lie outside the document. Add them to the page by hand.",
        "count",
    ),
    Kind.FORBIDDEN_PICTURES: ngettext_lazy(
        "%(count)s picture: you may not add pictures to the library. Ask an administrator.",
        "%(count)s pictures: you may not add pictures to the library. Ask an administrator.",
        "count",
    ),
    Kind.HTML: ngettext_lazy("%(count)s piece of HTML code.", "%(count)s pieces of HTML code.", "count"),
    Kind.FRONT_MATTER: ngettext_lazy(
        "%(count)s block of settings at the top of the file.",
        "%(count)s blocks of settings at the top of the file.",
        "count",
    ),
    Kind.RULES: ngettext_lazy("%(count)s dividing line.", "%(count)s dividing lines.", "count"),
    Kind.WIDE_TABLES: ngettext_lazy(
        "%(count)s table with more columns than a page has room for.",
        "%(count)s tables with more columns than a page has room for.",
        "count",
    ),
}

CARRIED_OTHERWISE: Final[dict[Kind, Any]] = {
    Kind.INSERTIONS: ngettext_lazy(
        "%(count)s suggested addition: it is in the text, as if accepted.",
        "%(count)s suggested additions: they are in the text, as if accepted.",
        "count",
    ),
    Kind.DELETIONS: ngettext_lazy(
        "%(count)s suggested deletion: it is left out, as if accepted.",
        "%(count)s suggested deletions: they are left out, as if accepted.",
        "count",
    ),
    Kind.TEXT_BOXES: ngettext_lazy(
        "%(count)s text box: its text follows the paragraph where it stood.",
        "%(count)s text boxes: their text follows the paragraphs where they stood.",
        "count",
    ),
    Kind.FORM_FIELDS: ngettext_lazy(
        "%(count)s form field: only its text is left.",
        "%(count)s form fields: only their text is left.",
        "count",
    ),
    Kind.NOTES: ngettext_lazy(
        "%(count)s footnote or endnote: it stands in a list at the end.",
        "%(count)s footnotes or endnotes: they stand in a list at the end.",
        "count",
    ),
    Kind.MERGED_CELLS: ngettext_lazy(
        "%(count)s table with merged cells: the text stands in the first of them, the others are empty.",
        "%(count)s tables with merged cells: the text stands in the first of them, the others are empty.",
        "count",
    ),
    Kind.NESTED_TABLES: ngettext_lazy(
        "%(count)s table within a table: its text stands in the outer cell.",
        "%(count)s tables within tables: their text stands in the outer cells.",
        "count",
    ),
    Kind.LAYOUT_TABLES: ngettext_lazy(
        "%(count)s table with a single row: its text stands as ordinary text.",
        "%(count)s tables with a single row: their text stands as ordinary text.",
        "count",
    ),
    Kind.NESTED_LISTS: ngettext_lazy(
        "%(count)s list with several levels: it stands as running text, not as a list block.",
        "%(count)s lists with several levels: they stand as running text, not as list blocks.",
        "count",
    ),
    Kind.MOVED_PICTURES: ngettext_lazy(
        "%(count)s picture in a list, a table or a quotation: it follows after.",
        "%(count)s pictures in lists, tables or quotations: they follow after.",
        "count",
    ),
    Kind.DEEP_HEADINGS: ngettext_lazy(
        "%(count)s heading below the third level: it is of the third level now.",
        "%(count)s headings below the third level: they are of the third level now.",
        "count",
    ),
    Kind.LONG_HEADINGS: ngettext_lazy(
        "%(count)s heading of more than 150 characters: it is a paragraph now.",
        "%(count)s headings of more than 150 characters: they are paragraphs now.",
        "count",
    ),
    Kind.KEPT_TITLE: ngettext_lazy(
        "%(count)s title in the document: the page has another.",
        "%(count)s titles in the document: the page has another.",
        "count",
    ),
    Kind.DROPPED_LINKS: ngettext_lazy(
        "%(count)s link that leads to a file or nowhere: its text is kept.",
        "%(count)s links that lead to files or nowhere: their text is kept.",
        "count",
    ),
    Kind.INNER_LINKS: ngettext_lazy(
        "%(count)s link within the document: its text is kept.",
        "%(count)s links within the document: their text is kept.",
        "count",
    ),
    Kind.STRUCK: ngettext_lazy(
        "%(count)s passage that was struck through: the text is kept, without the line.",
        "%(count)s passages that were struck through: the text is kept, without the line.",
        "count",
    ),
    Kind.RAISED: ngettext_lazy(
        "%(count)s raised or lowered text: it stands on the line.",
        "%(count)s raised or lowered texts: they stand on the line.",
        "count",
    ),
    Kind.CODE: ngettext_lazy(
        "%(count)s block of code: it is a paragraph now.",
        "%(count)s blocks of code: they are paragraphs now.",
        "count",
    ),
}

TO_COMPLETE: Final[dict[Kind, Any]] = {
    Kind.MISSING_ALT: ngettext_lazy(
        "%(count)s picture without an alternative text. Write one, or mark the picture as decorative.",
        "%(count)s pictures without an alternative text. Write one for each, or mark the picture as decorative.",
        "count",
    ),
    Kind.MACHINE_ALT: ngettext_lazy(
        "%(count)s alternative text that Word has written by itself. Check that it is right.",
        "%(count)s alternative texts that Word has written by itself. Check that they are right.",
        "count",
    ),
    Kind.MISSING_CAPTIONS: ngettext_lazy(
        "%(count)s table without a caption. Say what it shows.",
        "%(count)s tables without a caption. Say what each shows.",
        "count",
    ),
    Kind.MISSING_HEADERS: ngettext_lazy(
        "%(count)s table where a column has no heading.",
        "%(count)s tables where a column has no heading.",
        "count",
    ),
    Kind.BOLD_HEADINGS: ngettext_lazy(
        "%(count)s paragraph in bold that looks like a heading. If it is one, make it a heading.",
        "%(count)s paragraphs in bold that look like headings. Those that are, make them headings.",
        "count",
    ),
    Kind.TITLE_FROM_FILE: ngettext_lazy(
        "%(count)s title was taken from the name of the file. Check it.",
        "%(count)s titles were taken from the name of the file. Check them.",
        "count",
    ),
    Kind.SHORT_TITLE: ngettext_lazy(
        "%(count)s title was too long and is cut. Write a shorter one.",
        "%(count)s titles were too long and are cut. Write shorter ones.",
        "count",
    ),
}

CAME_ALONG: Final[dict[str, Any]] = {
    "heading": ngettext_lazy("%(count)s heading", "%(count)s headings", "count"),
    "paragraph": ngettext_lazy("%(count)s paragraph", "%(count)s paragraphs", "count"),
    "list": ngettext_lazy("%(count)s list", "%(count)s lists", "count"),
    "quote": ngettext_lazy("%(count)s quotation", "%(count)s quotations", "count"),
    "table": ngettext_lazy("%(count)s table", "%(count)s tables", "count"),
    "image": ngettext_lazy("%(count)s picture", "%(count)s pictures", "count"),
    "links": ngettext_lazy("%(count)s link", "%(count)s links", "count"),
}
