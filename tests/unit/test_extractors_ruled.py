"""Cells from lines: however a producer draws them, and whatever is drawn beside them."""

import itertools
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from extractors.grids.grid import Grid
from extractors.pdf.pdfium import read_pages
from extractors.readings.ruled import read_ruled
from extractors.readings.sight import see
from tests.sheets import Rows, Sheet, only_table, tables_of, texts

XS = (50.0, 200.0, 350.0, 500.0)
YS = (50.0, 80.0, 110.0, 140.0, 170.0)
ROWS = (
    ("Action", "Lead", "Notes"),
    ("Mend the wall", "Head of Ports", "In hand"),
    ("Plant oaks", "Head of Parks", ""),
    ("Open a library", "Head of Books", "Next year"),
)


def stroked(sheet: Sheet) -> None:
    sheet.grid(XS, YS)


def thin_rectangles(sheet: Sheet) -> None:
    for y in YS:
        sheet.fill(XS[0], y - 0.25, XS[-1], y + 0.25)
    for x in XS:
        sheet.fill(x - 0.25, YS[0], x + 0.25, YS[-1])


def mitred(sheet: Sheet) -> None:
    """Four polygons around each cell, as browsers print borders, 1 point apart from the neighbour's."""
    w = 0.75
    for top, bottom in itertools.pairwise(YS):
        for x0, x1 in itertools.pairwise(XS):
            a, b, c, d = x0 + 0.5, top + 0.5, x1 - 0.5, bottom - 0.5
            sheet.polygon((a, b), (c, b), (c - w, b + w), (a + w, b + w))
            sheet.polygon((a, d), (c, d), (c - w, d - w), (a + w, d - w))
            sheet.polygon((a, b), (a, d), (a + w, d - w), (a + w, b + w))
            sheet.polygon((c, b), (c, d), (c - w, d - w), (c - w, b + w))


def dashed(sheet: Sheet) -> None:
    sheet.canvas.setDash([3, 2])
    sheet.grid(XS, YS)


def dashes_drawn_singly(sheet: Sheet) -> None:
    for y in YS:
        for n in range(90):
            sheet.line(XS[0] + 5 * n, y, XS[0] + 5 * n + 5.0, y)
    for x in XS:
        for n in range(24):
            sheet.line(x, YS[0] + 5 * n, x, YS[0] + 5 * n + 5.0)


def double(sheet: Sheet) -> None:
    for d in (0.0, 1.6):
        for y in YS:
            sheet.line(XS[0], y + d, XS[-1] + 1.6, y + d, width=0.4)
        for x in XS:
            sheet.line(x + d, YS[0], x + d, YS[-1] + 1.6, width=0.4)


def painted(sheet: Sheet) -> None:
    """No line at all: every cell has a background, with a gap of white between neighbours."""
    for top, bottom in itertools.pairwise(YS):
        for x0, x1 in itertools.pairwise(XS):
            sheet.fill(x0 + 0.5, top + 0.5, x1 - 0.5, bottom - 0.5, "#e9eff5")


def lines_that_stop_short(sheet: Sheet) -> None:
    for y in YS:
        sheet.line(XS[0] + 2, y, XS[-1] - 2, y)
    for x in XS:
        sheet.line(x, YS[0] + 2, x, YS[-1] - 2)


@pytest.mark.parametrize(
    "draw", [stroked, thin_rectangles, mitred, dashed, dashes_drawn_singly, double, painted, lines_that_stop_short]
)
def test_borders_part_cells_however_they_are_drawn(tmp_path: Path, draw: Callable[[Sheet], None]) -> None:
    sheet = Sheet(tmp_path / "borders.pdf")
    draw(sheet)
    sheet.fill_in(XS, YS, ROWS)
    file = sheet.save()
    grid = see(read_pages(file)[0]).grids[0]
    assert (grid.rows, grid.columns, len(grid.cells)) == (4, 3, 12)
    assert grid.xs == pytest.approx(XS, abs=1.5)
    assert grid.ys == pytest.approx(YS, abs=1.5)
    assert texts(only_table(file)) == [list(r) for r in ROWS]


def test_underlined_and_struck_out_words_part_no_rows(tmp_path: Path) -> None:
    words = "Only what is let by contract before June 2026"
    end = 52 + stringWidth(words, "Helvetica", 9)
    sheet = Sheet(tmp_path / "underlines.pdf")
    sheet.grid((50, end + 2, 450), (50, 80, 130))
    sheet.fill_in((50, end + 2), (50, 80), (("Action", "Update"), ("", "Done in May\nand reported")))
    for y, line in ((102, 103.5), (118, 115)):
        sheet.text(52, y, words)
        sheet.line(51, line, end + 1, line)
    grid = read_ruled(read_pages(sheet.save())[0])[0]
    assert grid.rows == 2


def test_a_line_without_words_over_it_parts_rows(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "rules.pdf")
    sheet.grid((50, 250, 450), (50, 80, 130))
    sheet.line(50, 105, 450, 105)
    assert read_ruled(read_pages(sheet.save())[0])[0].rows == 3


def spans_of(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells if c.row_span > 1 or c.column_span > 1]


def test_places_without_a_line_between_them_are_one_cell(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "spans.pdf")
    for y in YS:
        # the second and third row of the first column are one
        sheet.line(XS[1] if y == YS[2] else XS[0], y, XS[-1], y)
    for x in XS:
        # the last row's second and third column are one
        sheet.line(x, YS[0], x, YS[3] if x == XS[2] else YS[4])
    sheet.fill_in(XS, YS, (("Code", "Action", "Lead"), ("1.1", "Mend", "A"), ("", "Plant", "B"), ("1.2", "Open", "")))
    file = sheet.save()
    grid = see(read_pages(file)[0]).grids[0]
    assert spans_of(grid) == [(1, 0, 2, 1), (3, 1, 1, 2)]
    table = only_table(file)
    assert texts(table) == [["Code", "Action", "Lead"], ["1.1", "Mend", "A"], ["Plant", "B"], ["1.2", "Open"]]
    assert table.rows[1].cells[0].row_span == 2


def test_a_highlight_inside_a_cell_is_no_cell(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "pill.pdf")
    sheet.grid(XS, YS)
    sheet.fill(XS[1] + 20, YS[1] + 5, XS[1] + 60, YS[2] - 5, "#00b050")
    sheet.fill_in(XS, YS, ROWS)
    file = sheet.save()
    table = only_table(file)
    assert texts(table) == [list(r) for r in ROWS]
    assert [c.fill for c in table.rows[1].cells] == [None, "#00b050", None]


def test_the_edges_of_a_background_over_the_page_are_no_rules(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "ground.pdf")
    sheet.fill(0, 0, 600, 400, "#f4f4f4")
    for y in (100, 130, 160, 190):
        sheet.line(0, y, 600, y)
    sheet.fill_in((50, 250, 400), (100, 130, 160), ROWS[:3])
    (grid,) = read_ruled(read_pages(sheet.save())[0])
    assert (grid.box.top, grid.box.bottom) == pytest.approx((100, 190))


def test_a_single_frame_is_no_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "frame.pdf")
    sheet.grid((50, 450), (50, 150))
    sheet.text(60, 100, "A box around a paragraph")
    assert read_ruled(read_pages(sheet.save())[0]) == []


def zebra(sheet: Sheet, xs: tuple[float, ...], ys: tuple[float, ...], first: int = 1) -> None:
    """A dark heading cell for each column, and every other row painted cell by cell."""
    for r in range(len(ys) - 1):
        if r == 0 or r % 2 == first:
            for x0, x1 in itertools.pairwise(xs):
                sheet.fill(x0, ys[r], x1, ys[r + 1], "#c8d6e5" if r == 0 else "#edf2f7")


def test_unpainted_rows_of_a_zebra_table_have_the_columns_of_the_painted_ones(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "zebra.pdf")
    ys = (*YS, 200.0)
    rows = (*ROWS, ("Mow the green", "Head of Parks", "May"))
    zebra(sheet, XS, ys, first=0)
    sheet.fill_in(XS, ys, rows)
    file = sheet.save()
    grid = see(read_pages(file)[0]).grids[0]
    assert (grid.rows, grid.columns, spans_of(grid)) == (5, 3, [])
    assert texts(only_table(file)) == [list(r) for r in rows]


def test_text_across_an_unpainted_row_keeps_its_columns_together(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "across.pdf")
    ys = (*YS, 200.0)
    zebra(sheet, XS, ys, first=0)
    wide = "What we will do for the harbour and for all that live around it"
    sheet.fill_in(XS, ys, (ROWS[0], (wide, "", "In hand"), *ROWS[2:], ("Mow", "Head of Parks", "May")))
    grid = see(read_pages(sheet.save())[0]).grids[0]
    assert spans_of(grid) == [(1, 0, 1, 2)]


def test_a_row_of_text_without_lines_in_a_ruled_table_is_one_cell(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "band.pdf")
    for y in YS:
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS:
        sheet.line(x, YS[0], x, YS[1])
        sheet.line(x, YS[2], x, YS[4])
    for x in (XS[0], XS[-1]):
        sheet.line(x, YS[1], x, YS[2])
    sheet.fill_in(XS, YS, (ROWS[0], ("Theme 1: Water", "", ""), *ROWS[2:]))
    table = only_table(sheet.save())
    assert texts(table) == [list(ROWS[0]), ["Theme 1: Water"], *(list(r) for r in ROWS[2:])]
    assert [r.band for r in table.rows] == [False, True, False, False]


def bands(sheet: Sheet, tops: tuple[float, ...], rows: Rows) -> None:
    """Rows of filled cells that do not touch each other."""
    for top, row in zip(tops, rows, strict=True):
        for x0, x1 in itertools.pairwise(XS):
            sheet.fill(x0, top, x1, top + 24, "#e9eff5")
        sheet.fill_in(XS, (top,), (row,))


def test_bands_of_one_width_stack_up_to_one_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "bands.pdf")
    bands(sheet, (50, 78, 106, 134), ROWS)
    assert texts(only_table(sheet.save())) == [list(r) for r in ROWS]


def test_an_empty_space_between_bands_parts_two_tables(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "apart.pdf")
    bands(sheet, (50, 78, 180, 208), (*ROWS[:2], ("Risk", "Owner", "Score"), ("Flood", "Director", "12")))
    file = sheet.save()
    assert len(read_ruled(read_pages(file)[0])) == 2
    found = [texts(t) for t in tables_of(file)]
    assert found == [[list(r) for r in ROWS[:2]], [["Risk", "Owner", "Score"], ["Flood", "Director", "12"]]]


def test_a_larger_heading_between_bands_parts_two_tables(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "headed.pdf")
    bands(sheet, (50, 78), ROWS[:2])
    sheet.text(54, 122, "Risks", size=14)
    bands(sheet, (130, 158), (("Risk", "Owner", "Score"), ("Flood", "Director", "12")))
    assert len(read_ruled(read_pages(sheet.save())[0])) == 2


def test_lone_rules_under_words_are_no_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "lone.pdf")
    sheet.text(50, 60, "A heading")
    sheet.line(50, 70, 500, 70)
    sheet.text(50, 90, "Prose follows it.")
    sheet.line(50, 380, 500, 380)
    assert read_ruled(read_pages(sheet.save())[0]) == []


def test_the_unpainted_last_row_of_a_zebra_table_is_its_own(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "last.pdf")
    zebra(sheet, XS, YS, first=0)
    sheet.fill_in(XS, YS, ROWS)
    file = sheet.save()
    assert read_ruled(read_pages(file)[0])[0].open_bottom
    assert texts(only_table(file)) == [list(r) for r in ROWS]


def test_prose_below_a_zebra_table_is_no_row_of_it(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "below.pdf")
    zebra(sheet, XS, YS[:4], first=0)
    sheet.fill_in(XS, YS, ROWS[:3])
    sheet.text(XS[0] + 4, YS[3] + 14, "These are the things that we shall do for all who live here")
    sheet.text(XS[2] + 4, YS[3] + 14, "and for those who visit.")
    grid = read_ruled(read_pages(sheet.save())[0])[0]
    assert not grid.open_bottom
    assert grid.ys[-1] == pytest.approx(YS[3], abs=1)


def test_a_line_closes_a_zebra_table(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "closed.pdf")
    zebra(sheet, XS, YS[:4], first=0)
    sheet.line(XS[0], YS[3], XS[-1], YS[3])
    sheet.fill_in(XS, YS, ROWS)
    assert read_ruled(read_pages(sheet.save())[0])[0].ys[-1] == pytest.approx(YS[3], abs=1)


def test_rules_beside_labels_part_their_rows_under_painted_headings_too(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "groups.pdf")
    xs, ys = (50.0, 150.0, 330.0, 450.0, 550.0), (60.0, 78.0, 106.0, 134.0, 162.0, 190.0)
    heads = ("Priority", "Action", "Lead officer", "Target date")
    for x0, x1 in pairwise(xs):
        sheet.fill(x0, ys[0], x1, ys[1], "#d9d9d9")
    rows = [
        ("1. Be bold", "Mend the harbour wall\nbefore the storms", "Head of Ports", "31/12/2025"),
        ("", "Open a library", "Head of Books", "30/09/2025"),
        ("2. Be kind", "Plant four hundred oaks\nalong the quay", "Head of Parks", "31/03/2026"),
        ("", "Mow the greens", "Head of Sport", "31/12/2025"),
    ]
    for y, row in zip(ys[2:], rows, strict=True):
        sheet.line(xs[0] if not row[0] else xs[1], y, xs[-1], y)
    sheet.fill_in(xs, ys, [heads, *rows])
    table = only_table(sheet.save())
    assert texts(table) == [list(heads), *[[t.replace("\n", " ") for t in row if t] for row in rows]]


def test_rules_beside_labels_belong_to_the_table_that_they_stand_in(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "two.pdf")
    xs = (50.0, 150.0, 330.0, 450.0, 550.0)
    heads = ("Barrier", "Action", "Lead officer", "Target date")
    found: list[list[str]] = []
    for n, top in enumerate((60.0, 260.0)):
        sheet.text(52, top - 12, f"{n + 1}. Larger than the table", size=13)
        ys = tuple(top + d for d in (0, 18, 46, 74, 102))
        rows = [
            (f"Barrier {n}", f"Mend the harbour wall {n}\nbefore the storms", "Head of Ports", "31/12/2025"),
            ("", f"Open library {n}", "Head of Books", "30/09/2025"),
            ("", f"Mow green {n}", "Head of Sport", "31/03/2026"),
        ]
        for x0, x1 in pairwise(xs):
            sheet.fill(x0, ys[0], x1, ys[1], "#d9d9d9")
        for y, x0 in zip(ys, (xs[0], xs[0], xs[1], xs[1], xs[0]), strict=True):
            sheet.line(x0, y, xs[-1], y)
        sheet.fill_in(xs, ys, [heads, *rows])
        found += [list(heads), *[[t.replace("\n", " ") for t in row if t] for row in rows]]
    tables = tables_of(sheet.save())
    assert [row for table in tables for row in texts(table)] == found
