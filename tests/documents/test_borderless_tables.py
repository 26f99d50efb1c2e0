"""Tables that only alignment shows, in PDFs drawn for the purpose, and what must not be taken for one."""

from pathlib import Path

import pytest

from extractors.document import read_tables
from extractors.table import Table
from tests.documents.aligned_pdfs import Sheet, prose, rows_of

EDGES = (300.0, 380.0, 460.0)
FIGURES = [
    ("Libraries", "1,204", "1,310", "12.5"),
    ("Leisure centres", "982", "1,001", "8.0"),
    ("Museums", "77", "–", "3.5"),
    ("Parks", "4,310", "4,420", "20.1"),
]


def texts(table: Table) -> list[list[str]]:
    """The texts of every row, left to right, empty cells left out."""
    return [[c.text for c in r.cells if c.text] for r in table.rows]


def test_numbers_in_columns_make_a_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    prose(sheet, 60, 80, 90, 6)
    sheet.left(60, 200, "Service")
    for edge, text in zip(EDGES, ("Visits", "Target", "Cost"), strict=True):
        sheet.right(edge, 200, text)
    rows_of(sheet, 60, EDGES, 214, FIGURES)
    prose(sheet, 60, 320, 90, 6)
    sheet.save()
    _, tables = read_tables(tmp_path / "a.pdf")
    assert len(tables) == 1
    assert texts(tables[0]) == [["Service", "Visits", "Target", "Cost"], *[list(r) for r in FIGURES]]
    assert tables[0].header_rows == 1


def test_a_heading_spans_the_columns_under_its_rule(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.rule(60, 465, 186)
    sheet.centred(330, 198, "Visits in the year")
    sheet.rule(262, 384, 201)
    sheet.left(60, 214, "Service")
    for edge, text in zip(EDGES, ("Actual", "Target", "Cost"), strict=True):
        sheet.right(edge, 214, text)
    sheet.rule(60, 465, 218)
    rows_of(sheet, 60, EDGES, 230, FIGURES)
    sheet.rule(60, 465, 278)
    sheet.save()
    _, tables = read_tables(tmp_path / "a.pdf")
    top = {c.text: c for c in tables[0].rows[0].cells if c.text}
    assert (top["Visits in the year"].column, top["Visits in the year"].column_span) == (1, 2)
    assert top["Service"].row_span == top["Cost"].row_span == 2
    assert [r.header for r in tables[0].rows] == [True, True, False, False, False, False]


def test_titles_nearly_as_wide_as_each_other_are_a_column_and_no_paragraph(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    rows = [(f"W{n}", f"Mend the sea wall at bay {n}", f"{n + 3}", f"{n}.5") for n in range(1, 8)]
    for n, (code, title, *figures) in enumerate(rows):
        sheet.left(60, 214 + 12 * n, code)
        sheet.left(90, 214 + 12 * n, title)
        for edge, text in zip(EDGES[1:], figures, strict=True):
            sheet.right(edge, 214 + 12 * n, text)
    sheet.save()
    _, tables = read_tables(tmp_path / "a.pdf")
    assert [texts(t) for t in tables] == [[list(r) for r in rows]]


def test_a_label_that_wraps_stays_one_row(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for k, (label, *values) in enumerate(FIGURES):
        y = 200 + 30 * k
        sheet.left(60, y, label)
        sheet.left(66, y + 10, "of the whole borough")
        for edge, value in zip(EDGES, values, strict=True):
            sheet.right(edge, y, value)
    sheet.save()
    _, tables = read_tables(tmp_path / "a.pdf")
    assert [r[0] for r in texts(tables[0])] == [f"{label} of the whole borough" for label, *_ in FIGURES]


def test_a_lattice_that_rules_columns_only_is_parted_into_rows(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for y in (190, 206, 268):
        sheet.rule(55, 465, y)
    for x in (55, 220, 305, 385, 465):
        sheet.wall(x, 190, 268)
    sheet.left(60, 201, "Service", bold=True)
    for edge, text in zip(EDGES, ("Visits", "Target", "Cost"), strict=True):
        sheet.right(edge, 201, text)
    rows_of(sheet, 60, EDGES, 218, FIGURES)
    sheet.save()
    _, tables = read_tables(tmp_path / "a.pdf")
    assert texts(tables[0])[1:] == [list(r) for r in FIGURES]


def test_text_that_wraps_in_a_ruled_row_is_not_parted(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for y in (190, 206, 268):
        sheet.rule(55, 465, y)
    for x in (55, 220, 305, 465):
        sheet.wall(x, 190, 268)
    sheet.left(60, 201, "Action")
    sheet.left(225, 201, "Codes")
    sheet.left(310, 201, "Update")
    for k, (a, b, c) in enumerate([
        ("Review how every one of the", "1.1,", "The review has begun and the"),
        ("libraries serves the people", "1.2,", "first results are expected by"),
        ("who live around it by March", "3.4", "the end of the next quarter."),
    ]):  # fmt: skip
        sheet.left(60, 218 + 12 * k, a)
        sheet.left(225, 218 + 12 * k, b)
        sheet.left(310, 218 + 12 * k, c)
    sheet.save()
    _, tables = read_tables(tmp_path / "a.pdf")
    assert len(tables[0].rows) == 2
    assert tables[0].rows[1].cells[1].text == "1.1, 1.2, 3.4"


def test_prose_in_two_columns_is_no_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    prose(sheet, 60, 100, 42, 30)
    prose(sheet, 320, 100, 42, 30)
    sheet.save()
    assert read_tables(tmp_path / "a.pdf")[1] == []


def test_a_contents_page_is_no_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for k, text in enumerate(
        ("Foreword", "Our place", "Our priorities", "How we will deliver", "Measures", "Glossary")
    ):
        sheet.left(60, 200 + 16 * k, text)
        sheet.right(500, 200 + 16 * k, str(3 + 4 * k))
    sheet.save()
    assert read_tables(tmp_path / "a.pdf")[1] == []


@pytest.mark.parametrize(
    ("marks", "texts_beside"),
    [
        pytest.param([f"{k}." for k in range(1, 7)], ["Ask residents what they need"] * 6, id="sentences"),
        pytest.param([f"({k})" for k in "abcdef"], [f"£{400 + 37 * k}" for k in range(6)], id="amounts"),
    ],
)
def test_a_list_is_no_table(tmp_path: Path, marks: list[str], texts_beside: list[str]) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for k, (mark, text) in enumerate(zip(marks, texts_beside, strict=True)):
        sheet.left(60, 200 + 16 * k, mark)
        sheet.left(90, 200 + 16 * k, text)
    sheet.save()
    assert read_tables(tmp_path / "a.pdf")[1] == []


def test_a_table_beside_prose_is_read_without_it(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    prose(sheet, 60, 200, 42, 12)
    rows_of(sheet, 320, (430.0, 480.0, 530.0), 200, FIGURES)
    sheet.save()
    _, tables = read_tables(tmp_path / "a.pdf")
    assert [texts(t) for t in tables] == [[list(r) for r in FIGURES]]


def test_the_details_of_a_letter_are_no_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for k, (label, text) in enumerate([
        ("Our reference:", "The new library"), ("Your reference:", "Opening hours"),
        ("Written by:", "Customer services"), ("Telephone:", "Ask the switchboard"), ("Sent to:", "All residents"),
    ]):  # fmt: skip
        sheet.left(60, 120 + 14 * k, label)
        sheet.left(180, 120 + 14 * k, text)
    prose(sheet, 60, 240, 90, 10)
    sheet.save()
    assert read_tables(tmp_path / "a.pdf")[1] == []


def test_the_scales_of_a_chart_are_no_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for k in range(7):
        sheet.right(100, 200 + 20 * k, f"{60 - 10 * k}")
        sheet.left(400, 200 + 20 * k, f"{0.6 - 0.1 * k:.1f}")
    sheet.save()
    assert read_tables(tmp_path / "a.pdf")[1] == []


def test_rows_that_the_next_page_repeats_are_headings(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for page in range(2):
        for y in range(80, 80 + 5 * 20, 20):
            sheet.rule(55, 465, y)
        for x in (55, 220, 465):
            sheet.wall(x, 80, 160)
        for k, (a, b) in enumerate(
            [("Person", "Quotation"), *[(f"P{page}{n}", f"words of person {page}{n}") for n in range(3)]]
        ):
            sheet.left(60, 94 + 20 * k, a)
            sheet.left(225, 94 + 20 * k, b)
        sheet.next_page()
    sheet.save()
    _, tables = read_tables(tmp_path / "a.pdf")
    assert len(tables) == 1
    assert tables[0].header_rows == 1
    assert len(tables[0].rows) == 7


def test_a_caption_that_says_continued_does_not_part_a_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for page, caption in enumerate(("Table 1. Visits by month", "Table 1 (continued)")):
        sheet.left(55, 70, caption)
        for y in range(80, 80 + 4 * 20, 20):
            sheet.rule(55, 465, y)
        for x in (55, 220, 465):
            sheet.wall(x, 80, 140)
        for k in range(3):
            sheet.left(60, 94 + 20 * k, f"Row {3 * page + k}")
            sheet.left(225, 94 + 20 * k, f"some words {3 * page + k}")
        sheet.next_page()
    sheet.save()
    _, tables = read_tables(tmp_path / "a.pdf")
    assert [t.pages for t in tables] == [(1, 2)]


def test_a_label_over_a_second_table_parts_it_from_the_first(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for k in range(2):
        sheet.left(60, 200 + 80 * k, "Service")
        for edge, text in zip(EDGES, ("Visits", "Target", "Cost"), strict=True):
            sheet.right(edge - 20 * k, 200 + 80 * k, f"{text} {k + 1}")
        rows_of(sheet, 60, [e - 20 * k for e in EDGES], 214 + 80 * k, FIGURES)
    sheet.save()
    _, tables = read_tables(tmp_path / "a.pdf")
    assert [texts(t)[0] for t in tables] == [
        ["Service", "Visits 1", "Target 1", "Cost 1"],
        ["Service", "Visits 2", "Target 2", "Cost 2"],
    ]


def test_times_that_narrow_columns_break_are_values_of_one_row(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for x, words in zip((60, 300, 380, 460), ("Works", "Cost", "Begins", "Ends"), strict=True):
        sheet.left(x, 200, words)
    for n in range(5):
        y = 222.0 + 30 * n
        for x, words in zip((60, 300, 380, 460), (f"Sea wall at berth {n}", f"1.{n}", "Q1", "Q3"), strict=True):
            sheet.left(x, y, words)
        for x, words in zip((60, 380, 460), ("of the old port", "2025/26", "2026/27"), strict=True):
            sheet.left(x, y + 11, words)
    sheet.save()
    _, tables = read_tables(tmp_path / "a.pdf")
    rows = [r for t in tables for r in texts(t)]
    expected = [[f"Sea wall at berth {n} of the old port", f"1.{n}", "Q1 2025/26", "Q3 2026/27"] for n in range(5)]
    assert rows[-5:] == expected
