"""Tables of which nothing is drawn but painted headings, or not even these: white tells their rows."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from tests.sheets import Sheet, only_table, tables_of, texts


def paint_headings(sheet: Sheet, xs: tuple[float, ...], heads: tuple[str, ...], colour: str) -> None:
    for (left, right), head in zip(pairwise(xs), heads, strict=True):
        sheet.fill(left, 60, right, 76, colour)
        sheet.text(left + 4, 71, head, font="Helvetica-Bold")


@pytest.mark.parametrize("painted", [True, False])
@pytest.mark.parametrize("centred", [True, False])
@pytest.mark.parametrize("top", [88.0, 100.0])
def test_rows_under_headings_alone_are_parted_by_white_however_their_cells_are_set(
    tmp_path: Path, top: float, *, painted: bool, centred: bool
) -> None:
    sheet = Sheet(tmp_path / "plan.pdf", size=(620, 420))
    xs = (40.0, 250.0, 380.0, 480.0, 580.0)
    heads = ("What we will do", "How we will know", "Accountable officer", "By when")
    rows = [
        ("Collect food waste from every\nhome in the borough", "Policy adopted", "Contracts\nManager", "Autumn 2025"),
        ("Renew the safer streets work\nwith police and health as\npart of the programme", "Visits", "Head of\nSafety",
         "March 2026"),
        ("Take over housing repairs", "Fewer calls,\ntold twice\na year", "Head of\nRepairs", "By end of\nMay 2026"),
        ("Build the flood wall at the\nLong Mere", "Wall open", "Director", "Jan 2027"),
    ]  # fmt: skip
    for n, (x, head) in enumerate(zip(xs, heads, strict=False)):
        if painted:
            sheet.fill(x, 60, xs[n + 1], 80, "#c9d7d3")
        sheet.text(x + 4, 73, head, font="Helvetica-Bold")
    for row in rows:
        most = max(text.count("\n") + 1 for text in row)
        for x, text in zip(xs, row, strict=False):
            down = (most - text.count("\n") - 1) * 5.5 if centred else 0
            sheet.lines(x + 4, top + 8 + down, text)
        top += 11 * most + 9
    table = only_table(sheet.save())
    assert texts(table) == [list(heads), *([text.replace("\n", " ") for text in row] for row in rows)]


def test_rows_whose_cells_are_centred_between_drawn_columns_are_parted_by_white(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf", size=(620, 420))
    xs = (40.0, 250.0, 330.0, 430.0, 580.0)
    for x, head in zip(xs, ("Priority deliverable", "Outcome", "Due date", "Lead officer"), strict=False):
        sheet.text(x + 4, 73, head, font="Helvetica-Bold")
    sheet.line(xs[0], 78, xs[-1], 78)
    rows = [
        ("Mend the sea wall at bay 1\nand the steps that lead\ndown to it", "2.1", "June 2026", "Head of Ports")
    ] * 5
    for n, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            sheet.lines(x + 4, 104 + 39 * n - 5.5 * text.count("\n"), text)
    for x in xs[1:-1]:
        sheet.line(x, 78, x, 92 + 39 * len(rows))
    sheet.line(xs[0], 60, xs[-1], 60)
    assert [r[1:] for r in texts(only_table(sheet.save()))[1:]] == [list(r[1:]) for r in rows]


def test_paragraphs_of_one_row_under_painted_headings_are_no_rows(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf", size=(620, 420))
    xs = (40.0, 250.0, 380.0, 480.0, 580.0)
    for n, head in enumerate(("What we will do", "How we will know", "Accountable officer", "By when")):
        sheet.fill(xs[n], 60, xs[n + 1], 80, "#c9d7d3")
        sheet.text(xs[n] + 4, 73, head, font="Helvetica-Bold")
    for y, first, second in ((96, "Collect food waste from", "Policy adopted"), (127, "Then tell everyone", "")):
        sheet.lines(xs[0] + 4, y, f"{first}\nhome to home")
        if second:
            sheet.text(xs[1] + 4, y, second)
    sheet.text(xs[2] + 4, 96, "Head of Waste")
    sheet.text(xs[3] + 4, 96, "Autumn 2025")
    assert len(only_table(sheet.save()).rows) == 2


def stacked(rows: Sequence[Sequence[str]], top: float) -> Iterator[tuple[Sequence[str], float, float]]:
    """The rows with their tops and bottoms in points, where each begins right below the one before."""
    for row in rows:
        bottom = top + 11 * max(text.count("\n") + 1 for text in row)
        yield row, top, bottom
        top = bottom


def test_numbers_without_a_heading_and_notes_below_stand_beside_rows_whose_cells_are_centred(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf", size=(620, 420))
    xs = (40.0, 250.0, 380.0, 480.0, 580.0)
    paint_headings(sheet, xs, ("Action", "Lead officer", "Due date", "Status"), "#c9d7d3")
    titles = ("Collect food waste from every\nhome in the borough", "Build the flood wall") * 2
    for n, title in enumerate(titles):
        middle = 101.5 + 31 * n
        sheet.text(xs[0] + 4, middle, str(n + 1))
        for x, text in zip((56, *xs[1:]), (title, "Contracts\nManager", "June 2026", "On track"), strict=False):
            sheet.lines(x + 4, middle - 5 * text.count("\n"), text, leading=10)
    sheet.text(xs[0] + 4, 215, "Note: statuses are those of 30 September 2025.")
    sheet.text(60, 230, "Total deliverables")
    sheet.text(xs[3] + 4, 230, "4")
    found = [r[:3] for r in texts(only_table(sheet.save()))[1:5]]
    assert found == [[str(n + 1), t.replace("\n", " "), "Contracts Manager"] for n, t in enumerate(titles)]


def test_a_rule_between_painted_headings_and_painted_statuses_is_no_row(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf", size=(620, 420))
    xs = (40.0, 250.0, 380.0, 480.0, 580.0)
    heads = ("What we will do", "Accountable officer", "Status", "By when")
    rows = [
        ("Collect food waste from every\nhome in the borough", "Contracts\nManager", "Green", "May 2026"),
        ("Renew the safer streets work\nwith police", "Head of Safety", "Red", "June 2026"),
        ("Build the flood wall", "Director", "Green", "Jan 2027"),
    ]
    paint_headings(sheet, xs, heads, "#005f56")
    sheet.line(xs[0], 78, xs[-1], 78)
    for row, top, bottom in stacked(rows, 80.5):
        sheet.fill(xs[2], top, xs[3], bottom, "#3fa535" if row[2] == "Green" else "#e6312b")
        for x, text in zip(xs, row, strict=False):
            sheet.lines(x + 4, top + 9, text)
    table = only_table(sheet.save())
    assert texts(table) == [list(heads), *([text.replace("\n", " ") for text in row] for row in rows)]


def test_lines_that_fill_all_columns_begin_rows_where_nothing_parts_them(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf", size=(620, 420))
    xs = (40.0, 230.0, 340.0, 450.0, 580.0)
    heads = ("What we will do", "Success measure", "Lead officer", "Update")
    rows = [
        ("Collect food waste from every\nhome in the borough", "Policy adopted", "Contracts\nManager", "Out to tender"),
        ("Renew the safer streets work\nwith police", "Fewer calls", "Head of Safety", "Board met\ntwice"),
        ("Build the flood wall", "Wall open", "Director", "Survey done\nin part"),
        ("Mend the town hall roof", "No leaks", "Head of\nEstates", "Slates\nordered"),
    ]
    paint_headings(sheet, xs, heads, "#c9d7d3")
    for row, top, _ in stacked(rows, 89.0):
        for x, text in zip(xs, row, strict=False):
            sheet.lines(x + 4, top, text)
    table = only_table(sheet.save())
    assert texts(table) == [list(heads), *([text.replace("\n", " ") for text in row] for row in rows)]


def test_a_table_under_painted_headings_close_below_another_is_one_of_its_own(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf", size=(620, 600))
    xs = (40.0, 250.0, 380.0, 480.0, 580.0)
    heads = ("Ref", "What we have promised", "Partners", "Comment")
    rows = [(f"B{n}", f"Build flood wall {n}", "Parish councils", "No further action.") for n in range(3)]
    for top, name in ((40.0, "Water"), (274.0, "Streets")):  # 12 points between them, less than a row is high
        for left, right in pairwise(xs):
            sheet.fill(left, top, right, top + 22, "#2b5c34")
            sheet.fill(left, top + 22, right, top + 42, "#ecf1ec")
        sheet.text(44, top + 14, name, font="Helvetica-Bold")
        sheet.fill_in(xs, [top + 24, *(top + 42 + 60 * n for n in range(3))], [heads, *rows])
        for n in range(1, 4):
            sheet.line(xs[0], top + 60 * n + 42, xs[-1], top + 60 * n + 42)
    found = tables_of(sheet.save())
    assert [[r.header for r in table.rows] for table in found] == [[False, True, False, False, False]] * 2


def test_a_line_that_sets_off_the_themes_leaves_the_columns_of_painted_headings(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf", size=(620, 300))
    xs = (40.0, 70.0, 110.0, 290.0, 400.0, 580.0)
    heads = ("Aim", "Ref", "What we said we would do", "Accountable lead", "What has happened")
    rows = [(f"T{n}", f"Bring back hall {n}", "Head of Estates", "The roof is done.") for n in range(6)]
    for left, right in pairwise(xs):
        sheet.fill(left, 40, right, 60, "#5b2a6e")
    sheet.fill_in(xs, [42.0, *(64.0 + 22 * n for n in range(6))], [heads, *(("", *r) for r in rows)])
    for n in range(6):
        sheet.line(xs[0] if n % 3 == 2 else xs[1], 82 + 22 * n, xs[-1], 82 + 22 * n)
    sheet.line(xs[1], 60, xs[1], 192)
    table = only_table(sheet.save())
    assert [[c.text for c in r.cells if c.column] for r in table.rows] == [list(heads[1:]), *map(list, rows)]


def test_painted_headings_that_no_rule_knows_end_the_table_above_them(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plan.pdf", size=(620, 420))
    xs = (40.0, 70.0, 290.0, 400.0, 480.0, 580.0)
    heads = ("Ref", "Deliverable", "Lead officer", "Due date", "Status")
    rows = [(f"D{n}", f"Mend the quay at bay {n}", "Head of Ports", "June 2026", "On track") for n in range(1, 7)]
    paint_headings(sheet, xs, heads, "#1d4e6b")
    for n, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            sheet.text(x + 4, 90 + 15 * n, text)
    others = (40.0, 170.0, 290.0, 410.0, 580.0)
    sheet.text(44, 186, "Appendix", font="Helvetica-Bold")
    for (left, right), head in zip(pairwise(others), ("Meeting", "Frequency", "Chair", "Purpose"), strict=True):
        sheet.fill(left, 194, right, 210, "#1d4e6b")
        sheet.text(left + 4, 205, head, font="Helvetica-Bold")
    for n, row in enumerate((("Board", "Monthly", "Director", "Progress"), ("Cabinet", "Yearly", "Leader", "Funds"))):
        for x, text in zip(others, row, strict=False):
            sheet.text(x + 4, 224 + 15 * n, text)
    assert texts(tables_of(sheet.save())[0]) == [list(heads), *(list(row) for row in rows)]
