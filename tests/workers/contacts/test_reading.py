"""A file of contact persons is read whatever program wrote it, and refused with the reason."""

import pytest

from tests.workers.contacts.lists import ANNA, HEADER, make_list
from workers.services.contacts.findings import COLUMNS, Unreadable
from workers.services.contacts.phrasing import phrase, phrase_unreadable
from workers.services.contacts.reading import ROWS, read_rows

SEMICOLONS = HEADER.replace(",", ";"), ANNA.replace(",", ";")


@pytest.mark.parametrize(
    "data",
    [
        make_list(ANNA),
        b"\xef\xbb\xbf" + make_list(ANNA),
        make_list(ANNA, end="\r\n"),
        make_list(ANNA, end="\r"),
        make_list(SEMICOLONS[1], header=SEMICOLONS[0]),
        make_list(SEMICOLONS[1], header="sep=;\n" + SEMICOLONS[0]),
        b"\xef\xbb\xbf" + make_list(SEMICOLONS[1], header="sep=;\r\n" + SEMICOLONS[0], end="\r\n"),
        make_list(",".join(f'" {cell} "' for cell in ANNA.split(","))),
        make_list(ANNA + ",,", header=HEADER + ",,"),
        make_list("", ANNA, ",,,,,,,", header="\n" + HEADER.upper()),
    ],
)
def test_the_same_row_is_read_from_every_dialect(data: bytes) -> None:
    (row,) = read_rows(data)
    assert row.cells == dict(zip(COLUMNS, ANNA.split(","), strict=True))
    assert row.findings == []


def test_columns_may_stand_in_any_order() -> None:
    names, cells = HEADER.split(",")[::-1], ANNA.split(",")[::-1]
    (row,) = read_rows(make_list(",".join(cells), header=",".join(names)))
    assert row.cells["email"] == "anna@example.org"


def test_the_line_is_that_of_the_file() -> None:
    rows = read_rows(make_list(SEMICOLONS[1], "", SEMICOLONS[1], header="sep=;\n" + SEMICOLONS[0]))
    assert [row.line for row in rows] == [3, 5]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Filen är tom."),
        (b"\xef\xbb\xbf", "Filen är tom."),
        (b" \r\n\r\n", "Filen är tom."),
        (make_list(), "Filen har kolumnernas namn men inga rader."),
        (make_list(ANNA).decode().encode("utf-16"), "Filen är inte i UTF-8. Spara den som CSV UTF-8."),
        (
            make_list(ANNA.replace("ä", "a").replace("å", "a"), ANNA).decode().encode("latin-1"),
            "Rad 3 är inte i UTF-8. Spara filen som CSV UTF-8.",
        ),
        (make_list(ANNA, "\0"), "Rad 3 har ett tecken som inte hör hemma i text. Spara filen som CSV UTF-8."),
        (
            make_list(ANNA, '"' + ANNA, ANNA),
            "Ett citattecken på rad 3, eller längre ner, saknar sitt andra citattecken.",
        ),
        (
            make_list(ANNA, header=HEADER.replace(",scope", "").replace("name", "")),
            "De här kolumnerna är okända: …. Kolumnerna är " + HEADER.replace(",", ", ") + ".",
        ),
        (make_list(ANNA, header=HEADER.replace(",scope", "")), "De här kolumnerna saknas: scope."),
        (
            make_list(ANNA, header=HEADER + ",email"),
            "De här kolumnerna står två gånger på den första raden: email.",
        ),
        (make_list(ANNA, header="a@b.se," + HEADER), "De här kolumnerna är okända: …."),
        (make_list(ANNA, header="Sala,Sala,sala,sala,x"), "Den första raden ska ha kolumnernas namn"),
        (make_list(ANNA, header=HEADER + ",,,x"), "De här kolumnerna är okända: …, x."),
        (make_list('"' + ANNA, *[ANNA] * 3000), "Ett citattecken på rad 2, eller längre ner"),
        (make_list(header=ANNA), "Den första raden ska ha kolumnernas namn"),
        (b"PK\x03\x04", "Den första raden har varken komma eller semikolon. Är det en CSV-fil?"),
        (make_list(*[ANNA] * (ROWS + 1)), "Listan är för lång."),
    ],
)
def test_an_unreadable_file_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_rows(data)
    assert said in phrase_unreadable(refusal.value)


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("a,b,c", "", "cells"),
        (ANNA + ",more", "", "cells"),
        (ANNA.replace("Anna Ek", '"Anna\nEk"'), "name", "unprintable"),
        (ANNA.replace("Anna Ek", "Anna\x07"), "name", "unprintable"),
        (ANNA.replace("Anna Ek", "A" * 2001), "name", "long"),
        (ANNA.replace("Anna Ek", "A" * 200_000), "name", "long"),
    ],
)
def test_an_error_in_the_form_belongs_to_its_cell(row: str, column: str, code: str) -> None:
    found = read_rows(make_list(row))[0].findings
    assert [(finding.column, finding.code) for finding in found] == [(column, code)]
    assert phrase(found[0])


def test_a_formula_is_what_it_says() -> None:
    (row,) = read_rows(make_list(ANNA.replace("Anna Ek", "=1+1")))
    assert row.cells["name"] == "=1+1"
