"""Tables without lines: rows told by their values, columns whose headings and figures stand on other sides."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.sheets import Sheet, tables_of

XS = (40.0, 230.0, 290.0, 350.0, 420.0, 500.0)
HEADINGS = ("Indicator", "Unit", "Target", "Q1 2025/26", "Q2 2025/26", "RAG")
ROWS = (
    ("Homes let", "%", "41", "38", "40", "Amber"),
    ("Trees planted", "Number", "900", "211", "455", "Green"),
    ("Calls answered", "%", "95", "88", "91", "Red"),
    ("Waste recycled across the district", "%", "52", "50", "49", "Amber"),
    ("Visits to halls", "Number", "800", "190", "402", "Green"),
)


def printed(file: Path, *, gaps: tuple[float, ...], painted: bool) -> list[list[str]]:
    """The rows read off a table with figures on the right of their columns and headings on the left of them."""
    sheet = Sheet(file)
    for x, words in zip(XS, HEADINGS, strict=True):
        sheet.text(x, 50, words, font="Helvetica-Bold")
    y = 50.0
    for row, gap in zip(ROWS, gaps, strict=True):
        y += gap
        if painted:
            sheet.fill(XS[5] - 4, y - 10, 560, y + 4, "#ffbf00")
        for n, words in enumerate(row):
            if n in (2, 3, 4):
                sheet.canvas.setFont("Helvetica", 9)
                sheet.canvas.drawRightString(XS[n + 1] - 4, sheet.size[1] - y, words)
            else:
                sheet.text(XS[n], y, words)
    (table,) = tables_of(sheet.save())
    return [[c.text for c in r.cells] for r in table.rows if not r.header]


@pytest.mark.parametrize("painted", [False, True])
@pytest.mark.parametrize("gaps", [(14.0,) * 5, (14.0, 14.0, 22.0, 14.0, 14.0)])
def test_rows_that_stand_close_are_told_by_their_values(tmp_path: Path, gaps: tuple[float, ...], painted: bool) -> None:
    assert printed(tmp_path / "close.pdf", gaps=gaps, painted=painted) == [list(r) for r in ROWS]


def test_texts_of_two_cells_that_touch_are_two(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "touching.pdf")
    for x, words in zip((40, 200, 260, 330), ("Indicator", "Target", "On track?", "Trend"), strict=True):
        sheet.text(x, 50, words, font="Helvetica-Bold")
    for n in range(6):
        y = 70.0 + 20 * n
        sheet.text(40, y, f"Homes let in ward number {n}")
        sheet.canvas.setFont("Helvetica", 9)
        sheet.canvas.drawRightString(259, sheet.size[1] - y, f"{n + 20}%")
        sheet.text(260, y, "Off target")
        sheet.text(330, y, "Up")
    (table,) = tables_of(sheet.save())
    assert [r.cells[-3].text for r in table.rows if not r.header] == [f"{n + 20}%" for n in range(6)]


def test_two_lines_that_fill_all_columns_are_one_row_where_rows_stand_apart(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "bilingual.pdf")
    xs = (40, 200, 320, 420, 560)
    for x0, x1 in pairwise(xs):
        sheet.fill(x0, 40, x1, 56, "#00594c")
    for x, words in zip(xs, ("Beth wnawn ni", "Pwy", "Statws", "Sefyllfa"), strict=False):
        sheet.text(x + 2, 51, words, font="Helvetica-Bold", size=8)
    for n, word in enumerate(("hyb", "parc", "llyfrgell", "canolfan")):
        sheet.fill(xs[2], 58 + 20.5 * n, xs[3], 78 + 20.5 * n, ("#00b050", "#ffc000")[n % 2])
        for k, row in enumerate(((f"Agor {word}", "Pennaeth Tai", "Da", "Dechrau"), ("Open", "Head", "Good", "Begun"))):
            for x, words in zip(xs, row, strict=False):
                sheet.text(x + 2, 66 + 20.5 * n + 9 * k, words, size=8)
    body = [r for t in tables_of(sheet.save()) for r in t.rows if not r.header]
    assert not any(r.cells[0].text == "Open" for r in body)


@pytest.mark.parametrize(("begun", "ended"), [(("Q1", "Q3"), "2026/27"), (("April", "30 June"), "2026")])
@pytest.mark.parametrize("apart", [24.0, 30.0])
def test_times_that_narrow_columns_break_begin_one_row(
    tmp_path: Path, begun: tuple[str, str], ended: str, apart: float
) -> None:
    """Their years were rows of their own, without a code, and the quarters those of the plan's year."""
    sheet = Sheet(tmp_path / "broken.pdf")
    xs = (40.0, 300.0, 350.0, 400.0, 450.0)
    for x, words in zip(xs, ("Priority deliverables", "Outcome", "Start date", "Delivery date", "Lead"), strict=True):
        sheet.text(x, 50, words, font="Helvetica-Bold")
    for n in range(6):
        y = 70.0 + apart * n
        for x, words in zip(xs, (f"Mend the harbour wall at berth {n} of", "1.6", *begun, "Head of"), strict=True):
            sheet.text(x, y, words)
        for x, words in zip((xs[0], *xs[2:]), ("the old port", ended, ended, "Harbours"), strict=True):
            sheet.text(x, y + 11, words)
    (table,) = tables_of(sheet.save())
    rows = [[c.text for c in r.cells] for r in table.rows if not r.header]
    assert [r[2:] for r in rows] == [[f"{begun[0]} {ended}", f"{begun[1]} {ended}", "Head of Harbours"]] * 6


def test_rows_beside_the_name_of_a_group_are_rows_and_go_on_over_the_page(tmp_path: Path) -> None:
    """In Word without rules they were one record: nothing but the times and statuses parts them."""
    sheet = Sheet(tmp_path / "grouped.pdf", (700, 330))
    xs = (40.0, 150.0, 230.0, 390.0, 470.0)
    rows = [(("By Sept 2025", "March 2026")[n % 2], n) for n in range(10)]
    for page in (rows[:5], rows[5:]):
        for x, words in zip(xs, ("Outcome", "Timeframe", "Commitment", "Status", "Position"), strict=True):
            sheet.text(x, 40, words, font="Helvetica-Bold")
        sheet.line(38, 44, 660, 44)
        y = 55.0
        if page[0][1]:
            sheet.lines(470, y, "and the work is to be\nlet in the summer.")
            y += 22
        for when, n in page:
            if n in (0, 3, 7):
                sheet.lines(40, y, "Safe harbours for\nall who use them")
            sheet.lines(150, y, when)
            sheet.lines(230, y, f"Mend wall number {n} of\nthe old harbour")
            sheet.lines(390, y, ("On track", "Behind\nschedule")[n % 3 == 0])
            sheet.lines(470, y, f"Tenders for wall {n} are\nin and have been read\nby all of the board")
            y += 33
        if page is not rows[5:]:
            sheet.next_page()
    found = [r for t in tables_of(sheet.save()) for r in t.rows if not r.header]
    assert [r.cells[-4].text for r in found] == [when for when, _ in rows]
    assert [r.cells[-2].text for r in found] == [("On track", "Behind schedule")[n % 3 == 0] for _, n in rows]
