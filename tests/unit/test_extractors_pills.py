"""Words on a ground of their own: no edges of cells, in tables that nothing but painted rows holds together."""

from itertools import pairwise
from pathlib import Path

from tests.sheets import Sheet, only_table, texts

XS = (40.0, 250.0, 380.0, 470.0)
END = 580.0
HEADINGS = ("Action", "Owner", "Target", "On track?")
ROWS = (
    ("Plant oaks on the common\nbefore the winter comes", "Head of Parks", "40%", "On target"),
    ("Mow the village greens", "Head of Parks", "35%", "Off target"),
    ("Open a second library\nin the old exchange", "Head of Books", "90%", "On target"),
    ("Mend the harbour wall", "Head of Ports", "75%", "On target"),
    ("Light the quay", "Head of Ports", "10%", "Off target"),
)
HIGH = 30.0


def zebra(sheet: Sheet) -> list[float]:
    """A heading of painted cells and rows of which every other one is painted; gives the tops of the rows."""
    tops = [50 + HIGH * n for n in range(len(ROWS) + 1)]
    for x0, x1 in pairwise((*XS, END)):
        sheet.fill(x0, tops[0], x1, tops[0] + HIGH, "#cfd8e6")
    for top in tops[2::2]:
        for x0, x1 in pairwise((*XS, END)):
            sheet.fill(x0, top, x1, top + HIGH, "#eef1f6")
    return tops


def write(sheet: Sheet, tops: list[float]) -> list[list[str]]:
    sheet.fill_in(XS, tops, [HEADINGS, *ROWS])
    return texts(only_table(sheet.save()))


def test_pills_in_painted_rows_part_no_cells(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "pills.pdf")
    tops = zebra(sheet)
    for top, row in zip(tops[1:], ROWS, strict=True):
        wide = sheet.canvas.stringWidth(row[3], "Helvetica", 9)
        sheet.fill(XS[3] + 2, top + 3.5, XS[3] + 6 + wide, top + 16, "#3fa535" if row[3][1] == "n" else "#e03c31")
    assert write(sheet, tops) == [list(HEADINGS), *([t.replace("\n", " ") for t in r] for r in ROWS)]


def test_shaded_words_that_reach_the_edge_of_their_row_part_no_cells(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "shaded.pdf")
    tops = zebra(sheet)
    for top, row in zip(tops[1:], ROWS, strict=True):
        wide = sheet.canvas.stringWidth(row[3], "Helvetica", 9)
        sheet.fill(XS[3] + 4, top, XS[3] + 4 + wide, top + 15, "#ffbf00")
    assert write(sheet, tops) == [list(HEADINGS), *([t.replace("\n", " ") for t in r] for r in ROWS)]


def test_a_pill_of_two_lines_is_as_wide_as_its_cell_has_room_and_parts_no_cells(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "tall.pdf")
    tops = zebra(sheet)
    for top in tops[1:]:
        sheet.fill(XS[3] + 3, top + 2.5, END - 3, top + 26.5, "#ffc000")
    rows = [(*row[:3], row[3].replace(" ", "\n")) for row in ROWS]
    sheet.fill_in(XS, tops, [HEADINGS, *rows])
    assert texts(only_table(sheet.save()))[1:] == [[t.replace("\n", " ") for t in r] for r in ROWS]


def test_gaps_between_boxes_that_stand_apart_are_no_columns(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "boxes.pdf")
    tops = [50 + HIGH * n for n in range(len(ROWS) + 1)]
    for top in tops:
        for x0, x1 in pairwise((*XS, END)):
            sheet.grid((x0 + 2.5, x1 - 2.5), (top, top + HIGH))
    assert write(sheet, tops) == [list(HEADINGS), *([t.replace("\n", " ") for t in r] for r in ROWS)]
