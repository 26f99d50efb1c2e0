"""Tables that go on over a page without their headings, and what is said where they may not have been put together."""

from pathlib import Path

from extractors.document import read_document
from tests.sheets import Rows, Sheet, tables_of

XS = (40.0, 150.0, 340.0, 470.0, 560.0)
HEADINGS = ("Aim", "Action", "Lead officer", "Due date")


def rows(first: int, count: int) -> Rows:
    return [
        (f"Aim {n}", f"Mend quay {n} before winter", "Head of Ports", f"0{n}/06/2026")
        for n in range(first, first + count)
    ]


def underlined(sheet: Sheet, top: float, printed: Rows) -> None:
    """Rows 24 points high, each with a line under it and none above."""
    for n, row in enumerate(printed):
        sheet.fill_in(XS, [top + 24 * n, top + 24 * n + 24], [row])
        sheet.line(XS[0], top + 24 * n + 24, XS[-1], top + 24 * n + 24)


def test_a_page_that_begins_without_a_line_goes_on_with_its_first_row(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "open.pdf")
    for xs in (XS[1:4],):
        for x in xs:
            sheet.line(x, 40, x, 40 + 24 * 5)
    underlined(sheet, 40, [HEADINGS, *rows(1, 4)])
    sheet.next_page()
    for x in XS[1:4]:
        sheet.line(x, 64, x, 40 + 24 * 4)
    underlined(sheet, 40, rows(5, 4))
    (table,) = tables_of(sheet.save())
    assert [r.cells[0].text for r in table.rows[1:]] == [f"Aim {n}" for n in range(1, 9)]


def test_a_row_of_its_own_under_a_cell_that_spans_rows_is_not_joined(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "span.pdf")
    heads = ("Aim", "Action", "Lead officer", "Progress")
    pages = (
        [
            ("Ports", "Mend the harbour wall", "Head of Ports and Coast", "Begun in May"),
            ("", "Plant four hundred oaks", "Head of Parks and Trees", "The trees are ordered"),
        ],
        [
            ("", "Open a library", "Head of Books and Halls", "The hall is let"),
            ("Greens", "Mow the green", "Head of Parks and Trees", "Mown twice"),
        ],
    )
    for n, page in enumerate(pages):
        ys = [40.0 + 30 * k for k in range(len(page) + (n == 0) + 1)]
        sheet.table(XS, ys, [heads, *page] if n == 0 else page)
        sheet.next_page()
    (table,) = tables_of(sheet.save())
    assert [r.cells[1].text for r in table.rows if len(r.cells) > 1][-3:] == [
        "Plant four hundred oaks",
        "Open a library",
        "Mow the green",
    ]


def test_rows_without_headings_that_fit_no_table_are_named(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "lost.pdf")
    sheet.table(XS, [40.0 + 30 * k for k in range(5)], [HEADINGS, *rows(1, 3)])
    sheet.next_page()
    other = (40.0, 90.0, 200.0, 300.0, 400.0, 560.0)
    sheet.table(other, [40.0 + 30 * k for k in range(4)], [("a", "b", "Sea", "wall", f"w{n}") for n in range(3)])
    assert any("page 2" in w and "without headings" in w for w in read_document(sheet.save()).warnings)
