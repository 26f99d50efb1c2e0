"""The same table is read the same however a producer draws it, and what cannot be read so is told."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from extractors.grids.grid import Grid, GridCell
from extractors.page import Box
from extractors.pdf.pdfium import read_pages
from extractors.readings.overlaps import flag_overlaps
from tests.one_table import GREEN, READ, RED, ROWS, XS, YS
from tests.sheets import Sheet, only_table, texts


def sheet_with_text(tmp_path: Path, name: str = "plan.pdf") -> Sheet:
    """A page with the texts of the table and none of its lines; plain bytes, so that tests can change them."""
    sheet = Sheet(tmp_path / name)
    sheet.canvas.setPageCompression(0)
    sheet.fill_in(XS, YS, ROWS)
    return sheet


def dotted(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
    for n in range(int(max(x1 - x0, y1 - y0) / 2)):
        x, y = (x0 + 2 * n, y0) if x1 > x0 else (x0, y0 + 2 * n)
        sheet.fill(x, y, x + 0.9, y + 0.9)


def dashed(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
    for n in range(int(max(x1 - x0, y1 - y0) / 5)):
        if x1 > x0:
            sheet.line(x0 + 5 * n, y0, x0 + 5 * n + 3, y0)
        else:
            sheet.line(x0, y0 + 5 * n, x0, y0 + 5 * n + 3)


def as_curve(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
    height = sheet.size[1]
    thirds = [(x0 + (x1 - x0) * n / 3, height - y0 - (y1 - y0) * n / 3) for n in range(4)]
    sheet.canvas.bezier(*(v for point in thirds for v in point))


def as_picture(sheet: Sheet, x0: float, y0: float, x1: float, y1: float) -> None:
    black = ImageReader(Image.new("RGB", (2, 2)))
    sheet.canvas.drawImage(black, x0, sheet.size[1] - max(y1, y0 + 0.7), max(x1 - x0, 0.7), max(y1 - y0, 0.7))


@pytest.mark.parametrize("line", [dotted, dashed, as_curve, as_picture])
def test_lines_of_dots_dashes_curves_and_pictures_are_rulings(
    tmp_path: Path, line: Callable[[Sheet, float, float, float, float], None]
) -> None:
    sheet = sheet_with_text(tmp_path)
    for y in YS:
        line(sheet, XS[0], y, XS[-1], y)
    for x in XS:
        line(sheet, x, YS[0], x, YS[-1])
    table = only_table(sheet.save())
    assert texts(table) == READ
    assert [round(c.pieces[0].x0) for c in table.rows[1].cells] == list(XS[:-1])


def strips(sheet: Sheet, box: Box, colour: str) -> None:
    for n in range(round(box.height / 2.4)):
        sheet.fill(box.x0, box.top + 2.4 * n, box.x1, box.top + 2.4 * (n + 1), colour)


def gradient(sheet: Sheet, box: Box, colour: str) -> None:
    with_clip(sheet, box)
    sheet.canvas.linearGradient(box.x0, 0, box.x1, 0, (HexColor(colour), HexColor(colour)))
    sheet.canvas.restoreState()


def plain_picture(sheet: Sheet, box: Box, colour: str) -> None:
    picture = ImageReader(Image.new("RGB", (4, 4), colour))
    sheet.canvas.drawImage(picture, box.x0, sheet.size[1] - box.bottom, box.width, box.height)


def clipped(sheet: Sheet, box: Box, colour: str) -> None:
    with_clip(sheet, box)
    sheet.fill(0, 0, *sheet.size, colour)
    sheet.canvas.restoreState()


def with_clip(sheet: Sheet, box: Box) -> None:
    sheet.canvas.saveState()
    path = sheet.canvas.beginPath()
    path.rect(box.x0, sheet.size[1] - box.bottom, box.width, box.height)
    sheet.canvas.clipPath(path, stroke=0)


@pytest.mark.parametrize("paint", [strips, gradient, plain_picture, clipped])
def test_a_cell_has_the_colour_that_is_seen_however_it_is_painted(
    tmp_path: Path, paint: Callable[[Sheet, Box, str], None]
) -> None:
    sheet = Sheet(tmp_path / "painted.pdf")
    for top, bottom, colour in ((84.0, 108.0, GREEN), (108.0, 132.0, RED)):
        paint(sheet, Box(XS[2], top, XS[3], bottom), colour)
    sheet.table(XS, YS, ROWS)
    table = only_table(sheet.save())
    assert texts(table) == READ
    assert [row.cells[2].fill for row in table.rows] == [None, GREEN, RED]
    assert [row.cells[0].fill for row in table.rows] == [None, None, None]


def test_paint_by_a_pattern_has_the_colour_that_is_seen(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "pattern.pdf")
    sheet.table(XS, YS, ROWS)
    with pikepdf.open(sheet.save(), allow_overwriting_input=True) as document:
        tile: Any = pikepdf.Stream(document, b"1 0 0 rg 0 0 4 4 re f", PatternType=1, PaintType=1, TilingType=1)
        tile.BBox, tile.XStep, tile.YStep, tile.Resources = [0, 0, 4, 4], 4, 4, pikepdf.Dictionary()
        page = document.pages[0]
        page.Resources["/Pattern"] = pikepdf.Dictionary(Red=document.make_indirect(tile))
        page.contents_add(b"/Pattern cs /Red scn 400 268 100 24 re f", prepend=True)
        document.save()
    assert [row.cells[2].fill for row in only_table(sheet.file).rows] == [None, None, RED]


def test_what_was_typed_into_a_form_is_read(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "form.pdf")
    sheet.table(XS, YS, [(*row[:2], row[2] if n == 0 else "") for n, row in enumerate(ROWS)])
    for n, words in enumerate((ROWS[1][2], ROWS[2][2])):
        place: dict[str, Any] = {"x": XS[2] + 3, "y": sheet.size[1] - YS[n + 2] + 4, "width": 90, "height": 16}
        style: dict[str, Any] = {"fontSize": 9, "borderWidth": 0, "fillColor": None}
        sheet.canvas.acroForm.textfield(name=f"status{n}", value=words, **place, **style)
    assert texts(only_table(sheet.save())) == READ


def test_a_page_whose_text_runs_upwards_is_read_and_its_cells_lie_where_they_are_displayed(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "upwards.pdf", size=(400, 600))
    sheet.canvas.translate(400, 0)
    sheet.canvas.rotate(90)
    sheet.size = (600, 400)
    sheet.table(XS, YS, ROWS)
    table = only_table(sheet.save())
    assert texts(table) == READ
    assert [round(v) for v in table.rows[0].cells[0].pieces[0][1:]] == [60, 350, 84, 550]


def say(document: pikepdf.Pdf, code: str, letters: str) -> None:
    """Have the document's font say that `code` is `letters` (both hexadecimal) and that other codes are as usual."""
    font = next(iter(document.pages[0].Resources.Font.values()))
    words = "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <0020> endbfrange "
    words += f"1 beginbfchar <{code}> <{letters}> endbfchar"
    font.ToUnicode = document.make_stream(f"begincmap {words} endcmap".encode())


def test_letters_that_stand_for_ligatures_are_put_right(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "ligatures.pdf")
    sheet.table(XS, YS, [("Action", "Owner", "Status"), ("Set up %", "Committee", "On track")])
    sheet.save()
    # the sign is said to be what Ghostscript and Microsoft Print to PDF make of the ligature of `ti`
    for said in ("74006900", "019F"):
        with pikepdf.open(sheet.file) as document:
            say(document, "25", said)
            page = document.pages[0]
            page.Contents = document.make_stream(page.Contents.read_bytes().replace(b"Set up %", b"Sta%ons"))
            document.save(tmp_path / f"{said}.pdf")
        assert texts(only_table(tmp_path / f"{said}.pdf"))[1][0] == "Stations"


def test_a_letter_given_for_another_is_no_ligature_where_that_makes_no_words(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "plain.pdf")
    sheet.table(XS, YS, ROWS)
    sheet.save()
    with pikepdf.open(sheet.file) as document:
        say(document, "65", "019F")
        document.save(tmp_path / "wrong.pdf")
    page = read_pages(tmp_path / "wrong.pdf")[0]
    assert page.letterless
    assert "ti" not in "".join(page.glyphs.text)


def test_a_page_in_letters_of_no_language_is_told_to_be_a_picture(tmp_path: Path) -> None:
    words = "the council will open a second library in old exchange and plant trees along every main road to town"
    sheet = Sheet(tmp_path / "shifted.pdf")
    for n in range(8):
        sheet.text(40, 60 + 14 * n, words)
    plain = read_pages(sheet.save())[0]
    shifted = "".join(chr(ord(c) + 1) if c.isalpha() else c for c in words)
    other = Sheet(tmp_path / "other.pdf")
    for n in range(8):
        other.text(40, 60 + 14 * n, shifted)
    assert (plain.letterless, read_pages(other.save())[0].letterless) == (False, True)


def test_borders_whose_clip_runs_along_their_middle_are_rulings(tmp_path: Path) -> None:
    sheet = sheet_with_text(tmp_path)
    for y in YS:
        sheet.line(XS[0], y, XS[-1], y)
    for x in XS:  # half of each border's ink is cut off, as react-pdf draws the sides of cells
        with_clip(sheet, Box(x - 0.5, YS[0], x - 1e-5, YS[-1]))
        sheet.line(x, YS[0], x, YS[-1], width=1)
        sheet.canvas.restoreState()
    page = read_pages(sheet.save())[0]
    assert [round(r.at) for r in page.rulings if not r.horizontal] == [round(x) for x in XS]
    assert texts(only_table(sheet.file)) == READ


def test_texts_written_apart_without_a_space_are_those_of_two_cells(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "near.pdf")
    sheet.lines(40, 40, "The measures of the plan are set out\nbelow, each with its figures for the\nyear so far.")
    heads = ("Ref", "Performance indicator", "Target", "Q1", "Q2", "Q3", "Status")
    starts = (40, 70, 250, 310, 332, 354, 380)
    body = [
        (f"P{n}", measure, f"{70 + n}", f"{60 + 3 * n}.{n}", f"{71 + n}.{n}", f"{52 + 2 * n}.{n}", "On track")
        for n, measure in enumerate(("Calls answered", "Bins emptied on time", "Homes let again", "Trees planted"), 1)
    ]
    for n, row in enumerate((heads, *body)):
        for x, words in zip(starts, row, strict=True):
            sheet.text(x, 100 + 24 * n, words, font="Helvetica" if n else "Helvetica-Bold")
    assert texts(only_table(sheet.save())) == [list(heads), *map(list, body)]


@pytest.mark.parametrize("said", ["200B", "200F", "FEFF"])
def test_characters_that_print_nothing_are_no_letters(tmp_path: Path, said: str) -> None:
    sheet = Sheet(tmp_path / "marks.pdf")
    sheet.canvas.setPageCompression(0)
    sheet.table(XS, YS, [("Acti~on", "Owner~", "~Status"), *ROWS[1:]])
    with pikepdf.open(sheet.save(), allow_overwriting_input=True) as document:
        say(document, "7E", said)
        font = next(iter(document.pages[0].Resources.Font.values()))
        font.FirstChar, font.LastChar = 32, 126
        font.Widths = [0 if n == 126 else round(1000 * stringWidth(chr(n), "Helvetica", 1)) for n in range(32, 127)]
        document.save()
    assert "".join(texts(only_table(sheet.file))[0]) == "ActionOwnerStatus"


@pytest.mark.parametrize(("left", "flag"), [(50, "cut_off"), (0, None)])
def test_a_table_whose_lines_run_off_the_page_is_flagged_unless_it_fills_the_page(
    tmp_path: Path, left: int, flag: str | None
) -> None:
    sheet = Sheet(tmp_path / "off.pdf")
    sheet.grid((left, XS[1], XS[2], sheet.size[0] + 100), YS)
    sheet.fill_in((XS[0], *XS[1:3]), YS, ROWS)
    table = only_table(sheet.save())
    assert texts(table) == READ
    assert [[c.flag for c in row.cells] for row in table.rows] == [[None, None, flag]] * 3


def test_a_row_that_goes_on_beyond_the_page_is_flagged_where_it_is_cut_off(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "cut.pdf", size=(480, 400))
    sheet.table(XS[:-1], YS, [row[:2] for row in ROWS])
    sheet.text(XS[2] + 4, YS[1] + 12, "On track and on to the next stage of the work")
    table = only_table(sheet.save())
    assert [[c.flag for c in row.cells] for row in table.rows] == [[None, None], [None, "cut_off"], [None, None]]


def test_the_wide_gaps_of_justified_lines_part_no_column(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "justified.pdf")
    sheet.grid((50, 250, 320, 500), YS)
    sheet.fill_in((50, 250, 320), YS, [(row[0], "", row[2]) for row in ROWS])
    sheet.text(254, YS[0] + 12, "Who leads")
    for y, (first, second, below) in zip(YS[1:], (("Head", "of", "Parks"), ("Ground", "staff", "lead")), strict=False):
        sheet.text(254, y + 10, first)
        sheet.text(316 - stringWidth(second, "Helvetica", 9), y + 10, second)
        sheet.text(254, y + 20, below)
    found = texts(only_table(sheet.save()))
    assert found == [
        ["Action", "Who leads", "Status"],
        *([a, w, s] for (a, _, s), w in zip(ROWS[1:], ("Head of Parks", "Ground staff lead"), strict=True)),
    ]


@pytest.mark.parametrize(("gap", "flag"), [(0, None), (8, "merged_cells")])
def test_texts_that_end_where_those_of_the_next_column_begin_are_told_of_where_a_gap_parts_the_headings(
    tmp_path: Path, gap: int, flag: str | None
) -> None:
    sheet = Sheet(tmp_path / "listing.pdf")
    ys = [20.0 * n for n in range(8)]
    sheet.text(200 - 60, 12, "Cost")
    sheet.text(200 if gap else 165, 12, "When")
    for y, cost in zip(ys[1:], ("Nil", "25k", "1.2m", "340k", "Nil", "9k"), strict=False):
        sheet.text(200 - stringWidth(cost, "Helvetica", 9), y + 12, cost)
        sheet.text(200, y + 12, "Medium term")
    page = read_pages(sheet.save())[0]
    boxes = [Box(40, top, 400, bottom) for top, bottom in pairwise(ys)]
    cells = [GridCell(n, 0, 1, 1, box, np.flatnonzero(page.glyphs.inside(box))) for n, box in enumerate(boxes)]
    flag_overlaps(page, Grid(1, "flow", Box(40, 0, 400, ys[-1]), (40.0, 400.0), tuple(ys), cells))
    assert [c.flag for c in cells] == [None, *[flag] * 6]


@pytest.mark.parametrize("heading", ["Action", f"{'Action':<27}Measure"])
def test_two_texts_side_by_side_in_the_cells_of_a_column_are_told_of_where_two_headings_are(
    tmp_path: Path, heading: str
) -> None:
    sheet = Sheet(tmp_path / "listing.pdf")
    rows = [heading, *(f"{action:<27}Oaks" for action in ("Plant trees", "Paint all of the town hall", "Mow", "Dig"))]
    ys = [20.0 * n for n in range(len(rows) + 1)]
    for y, row in zip(ys, rows, strict=False):
        sheet.text(50, y + 12, row, font="Courier")
    page = read_pages(sheet.save())[0]
    boxes = [Box(40, top, 400, bottom) for top, bottom in pairwise(ys)]
    cells = [GridCell(n, 0, 1, 1, box, np.flatnonzero(page.glyphs.inside(box))) for n, box in enumerate(boxes)]
    flag_overlaps(page, Grid(1, "flow", Box(40, 0, 400, ys[-1]), (40.0, 400.0), tuple(ys), cells))
    assert [c.flag for c in cells] == [None, *["merged_cells" if "Measure" in heading else None] * 4]


def test_a_grid_with_an_edge_that_no_line_draws_may_hold_no_upright_letter(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "turned.pdf")
    sheet.text(300, 20, "A note")
    (page,) = read_pages(sheet.save())
    box = Box(40, 100, 400, 140)
    cell = GridCell(0, 0, 1, 1, box, np.flatnonzero(page.glyphs.inside(box)))
    flag_overlaps(page, Grid(1, "ruled", box, (40.0, 400.0), (100.0, 140.0), [cell], soft=(200.0,)))
    assert cell.flag is None
