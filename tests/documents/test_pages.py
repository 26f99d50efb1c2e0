"""What is printed on a page, read as a person sees it: turned, cropped, joined, hidden."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.document import read_grids
from extractors.doubts.pagewarnings import page_warnings
from extractors.grids.pagetable import page_table
from extractors.page import UNKNOWN, Page
from extractors.pdf.pdfium import read_pages
from extractors.printed.hyphens import Hyphens
from extractors.printed.prose import segments_of
from extractors.readings.sight import see
from tests.sheets import Sheet, only_table, texts
from tests.small_pdfs import grid_pdf

ROWS = (
    ("Action", "Lead", "Due"),
    ("Mend the wall", "Head of Ports", "March 2027"),
    ("Plant oaks", "Head of Parks", "Q3"),
)


def words(page: Page) -> list[str]:
    """The lines of text on a page, top to bottom."""
    return [s.text for s in segments_of(page, np.arange(len(page.glyphs)))]


def turned_pdf(file: Path, turn: int, crop: tuple[float, float, float, float] | None = None) -> Path:
    """A page that has to be turned by `turn` degrees before ROWS stand upright on its 400 by 300 points."""
    canvas = Canvas(str(file), pagesize=(400, 300), invariant=1)  # of the page as displayed
    canvas.setPageRotation(turn)
    if crop:
        canvas.setCropBox(crop)
    # the drawing is turned the other way round about a corner of the sheet
    shift = {0: (0, 0), 90: (300, 0), 180: (400, 300), 270: (0, 400)}[turn]
    canvas.translate(*shift)
    canvas.rotate(turn)
    canvas.grid([50, 150, 250, 350], [250, 210, 170, 130])
    canvas.setFillColor(HexColor("#ffc000"))
    canvas.rect(250, 130, 100, 40, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))
    canvas.setFont("Helvetica", 9)
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            canvas.drawString(54 + 100 * c, 235 - 40 * r, text)
    canvas.linkURL("https://example.org/wall", (54, 190, 150, 205), relative=1)
    canvas.save()
    return file


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_reads_as_an_upright_one(tmp_path: Path, turn: int) -> None:
    page = read_pages(turned_pdf(tmp_path / "turned.pdf", turn))[0]
    assert (page.rotation, round(page.width), round(page.height)) == (turn, 400, 300)
    assert words(page)[:3] == ["Action", "Lead", "Due"]
    assert set(page.glyphs.turn.tolist()) == {0}
    grid = see(page).grids[0]
    assert [round(x) for x in grid.xs] == [50, 150, 250, 350]
    assert [round(y) for y in grid.ys] == [50, 90, 130, 170]
    assert [c.fill for c in grid.cells] == [None] * 8 + ["#ffc000"]
    table = page_table(page, grid, Hyphens([]))
    assert [[c.text for c in r.values()] for r in table.rows] == [list(r) for r in ROWS]
    assert [(k.text, k.url) for k in table.rows[1][0].links] == [("Mend the wall", "https://example.org/wall")]


def test_a_crop_box_moves_the_origin(tmp_path: Path) -> None:
    whole = read_grids(grid_pdf(tmp_path / "whole.pdf", ROWS), 1)
    cropped = read_grids(grid_pdf(tmp_path / "crop.pdf", ROWS, crop=(20, 30)), 1)
    assert (round(cropped[0].width), round(cropped[0].height)) == (380, 270)
    assert [round(x) for x in cropped[1][0].xs] == [round(x) - 20 for x in whole[1][0].xs]
    assert [round(y) for y in cropped[1][0].ys] == [round(y) - 30 for y in whole[1][0].ys]
    assert words(cropped[0]) == words(whole[0])


def test_a_cropped_page_may_be_turned_as_well(tmp_path: Path) -> None:
    page, grids = read_grids(turned_pdf(tmp_path / "both.pdf", 90, crop=(10, 20, 300, 400)), 1)
    # turned by a quarter, what is cut from the left of the sheet is gone from the top, what is cut below from the left
    assert (round(page.width), round(page.height)) == (380, 290)
    assert [round(x) for x in grids[0].xs] == [30, 130, 230, 330]
    assert [round(y) for y in grids[0].ys] == [40, 80, 120, 160]


def ligature_font(file: Path) -> Path:
    """A font of boxes with a glyph for `ffi`, for a soft hyphen, and for a few letters."""
    letters = {ord(c): f"u{ord(c):04x}" for c in "oces -"} | {0xFB03: "ffi", 0xAD: "soft"}
    names = [".notdef", *dict.fromkeys(letters.values())]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(letters)
    pen = TTGlyphPen(None)
    for n, point in enumerate(((0, 0), (0, 600), (400, 600), (400, 0))):
        (pen.lineTo if n else pen.moveTo)(point)
    pen.closePath()
    box, empty = pen.glyph(), TTGlyphPen(None).glyph()
    blank = {".notdef", letters[ord(" ")]}
    builder.setupGlyf({n: empty if n in blank else box for n in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular", "psName": "Boxes"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    builder.save(str(file))
    return file


@pytest.fixture(scope="module")
def boxes(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name under which the font of boxes can be used."""
    pdfmetrics.registerFont(TTFont("Boxes", str(ligature_font(tmp_path_factory.mktemp("font") / "boxes.ttf"))))
    return "Boxes"


def test_a_ligature_comes_out_as_its_letters(tmp_path: Path, boxes: str) -> None:
    sheet = Sheet(tmp_path / "ligature.pdf")
    sheet.text(50, 100, "o\ufb03ces", font=boxes)
    assert words(read_pages(sheet.save())[0]) == ["offices"]


def test_letters_squeezed_to_no_width_are_flagged_and_white_space_is_not(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "thin.pdf")
    xs, ys = (50, 150, 250), (50, 90, 130)
    sheet.table(xs, ys, (("Action", "Lead"), ("Plant oaks", "Parks")))
    for x, letters in ((98, "ti"), (184, " ")):
        text = sheet.canvas.beginText(x, sheet.size[1] - 102)
        text.setFont("Helvetica", 9)
        text.setHorizScale(0)
        text.textOut(letters)
        sheet.canvas.drawText(text)
    flags = [[c.flag for c in row.cells] for row in only_table(sheet.save()).rows]
    assert flags == [[None, None], ["unread_ink", None]]


def test_a_soft_hyphen_is_no_part_of_a_word(tmp_path: Path, boxes: str) -> None:
    sheet = Sheet(tmp_path / "soft.pdf")
    xs, ys = (50, 150, 250), (50, 90, 130)
    sheet.grid(xs, ys)
    for x, y in ((54, 65), (154, 65), (154, 105)):
        sheet.text(x, y, "so", font=boxes)
    sheet.text(54, 105, "co\u00ades", font=boxes)
    assert texts(only_table(sheet.save()))[1][0] == "coes"


def test_white_space_and_placed_words_both_part_words(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "space.pdf")
    sheet.text(50, 100, "Open   the\u00a0gate")
    x = 50.0
    for word in ("Open", "the", "gate"):
        sheet.text(x, 140, word)
        x += pdfmetrics.stringWidth(word, "Helvetica", 9) + 2.6
    assert words(read_pages(sheet.save())[0]) == ["Open the gate", "Open the gate"]


def test_letters_set_one_by_one_are_words(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "letters.pdf")
    x = 50.0
    for letter in "Harbour":
        sheet.text(x, 100, letter)
        x += pdfmetrics.stringWidth(letter, "Helvetica", 9) + 0.4
    assert words(read_pages(sheet.save())[0]) == ["Harbour"]


def test_a_superscript_stays_on_its_line(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "raised.pdf")
    sheet.text(50, 100, "200 km", size=10)
    sheet.text(50 + pdfmetrics.stringWidth("200 km", "Helvetica", 10), 97, "2", size=6)
    assert words(read_pages(sheet.save())[0]) == ["200 km²"]


def test_invisible_text_is_not_read(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "invisible.pdf")
    sheet.text(50, 50, "printed")
    hidden = sheet.canvas.beginText(50, 300)
    hidden.setTextRenderMode(3)
    hidden.textLine("not printed")
    sheet.canvas.drawText(hidden)
    assert words(read_pages(sheet.save())[0]) == ["printed"]


def test_text_far_outside_its_clip_is_not_read_and_text_that_runs_over_is(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "clipped.pdf")
    canvas = sheet.canvas
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(50, 200, 200, 40)
    canvas.clipPath(path, stroke=0)
    for y in (225, 203, 188, 150, 260):
        canvas.drawString(54, y, f"at {y}")
    canvas.restoreState()
    assert words(read_pages(sheet.save())[0]) == ["at 225", "at 203", "at 188"]


def test_lines_that_a_row_of_one_height_cuts_off_are_told_of_and_are_not_the_next_rows(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "cut.pdf")
    canvas = sheet.canvas
    for bottom, lines in ((200, (225, 203, 188)), (160, (185,))):
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(50, bottom, 200, 40)
        canvas.clipPath(path, stroke=0)
        for y in lines:
            canvas.drawString(54, y, f"at {y}")
        canvas.restoreState()
    page = read_pages(sheet.save())[0]
    assert words(page) == ["at 225", "at 203", "at 185"]
    assert [(n.flag, round(page.height - n.box.y_mid)) for n in page.notes] == [("cut_off", 202)]


def test_what_a_form_draws_is_read_where_it_stands(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "form.pdf")
    canvas = sheet.canvas
    canvas.beginForm("table")
    canvas.grid([0, 100, 200], [0, 40, 80])
    canvas.setFillColor(HexColor("#00b050"))
    canvas.rect(100, 0, 100, 40, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))
    for x, y, text in ((4, 65, "Action"), (104, 65, "Status"), (4, 25, "Dredge"), (104, 25, "G")):
        canvas.drawString(x, y, text)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(50, 200)
    canvas.doForm("table")
    canvas.restoreState()
    table = only_table(sheet.save())
    assert texts(table) == [["Action", "Status"], ["Dredge", "G"]]
    piece = table.rows[1].cells[1].pieces[0]
    assert [round(v) for v in piece] == [1, 150, 160, 250, 200]
    assert table.rows[1].cells[1].fill == "#00b050"


def test_a_link_over_two_lines_is_one_link_with_all_its_words(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "links.pdf")
    rows = (("Action", "Update"), ("Dredge the\nharbour", "Read the survey of\nthe quays today"))
    sheet.table((50, 250, 450), (50, 90, 130), rows)
    url = "https://example.org/survey"
    for before, words_of_line, y in (("Read the ", "survey of", 102), ("", "the quays", 113)):
        left = 254 + pdfmetrics.stringWidth(before, "Helvetica", 9)
        right = left + pdfmetrics.stringWidth(words_of_line, "Helvetica", 9)
        sheet.canvas.linkURL(url, (left, 400 - y - 2, right, 400 - y + 8), relative=1)
    sheet.canvas.linkURL("https://example.org/blank", (460, 300, 500, 320), relative=1)
    cell = only_table(sheet.save()).rows[1].cells[1]
    assert [(k.text, k.url) for k in cell.links] == [("survey of the quays", url)]


def test_tall_text_up_the_page_is_read_along_its_direction(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "upwards.pdf")
    sheet.table((50, 90, 250), (50, 150, 190), (("", "Plant four hundred trees"), ("1.1", "Open a library")))
    sheet.canvas.saveState()
    sheet.canvas.translate(75, 400 - 140)
    sheet.canvas.rotate(90)
    sheet.canvas.drawString(0, 0, "Green")
    sheet.canvas.restoreState()
    assert texts(only_table(sheet.save()))[0][0] == "Green"


def test_pages_come_in_order_and_report_progress(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "three.pdf")
    for n in (1, 2, 3):
        sheet.text(50, 100, f"Page of number {n}")
        sheet.next_page()
    file = sheet.save()
    told: list[tuple[int, int]] = []
    pages = read_pages(file, progress=lambda done, every, _pictures=0: told.append((done, every)))
    assert [p.number for p in pages] == [1, 2, 3]
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert all(a < b for a, b in pairwise(words(p)[0] for p in pages))
    assert words(read_pages(file, numbers=(2,))[0]) == ["Page of number 2"]


@pytest.mark.parametrize("numbered", ["Action Status Oak Under way Mow greens Z", "Oak Z"])
def test_letters_that_their_font_does_not_name_are_told_or_flagged(tmp_path: Path, numbered: str) -> None:
    # ReportLab numbers the letters of a file of letters once and for all; other tests print with the upright one
    pdfmetrics.registerFont(TTFont("Numbered", "VeraIt.ttf", asciiReadable=False))
    sheet = Sheet(tmp_path / "named.pdf")
    sheet.canvas.setPageCompression(0)
    sheet.grid((40, 200, 360), (40, 64, 88, 112))
    # what is printed first gets the numbers that stand for white space
    sheet.text(40, 30, " ", font="Numbered")
    for n, row in enumerate((("Action", "Status"), ("Oak", "Under way"), ("Mow greens", "Z"))):
        for x, words in zip((44, 204), row, strict=True):
            sheet.text(x, 56 + 24 * n, words, font="Numbered" if words in numbered else "Helvetica")
    named = sheet.save()
    nameless = tmp_path / "nameless.pdf"
    nameless.write_bytes(named.read_bytes().replace(b"/ToUnicode", b"/ToNothing"))
    assert not any(c.flag for r in only_table(named).rows for c in r.cells)
    (page,) = read_pages(nameless)
    (told,) = page_warnings([page])
    assert told.startswith("page 1: ")
    # such a page has no text until its letters are told
    assert page.letterless == (len(numbered) > 5) == (not len(page.glyphs))
    cells = [c for r in only_table(nameless).rows for c in r.cells]
    # no word tells what a letter that stands alone is
    assert [(c.text, c.flag) for c in cells if c.flag] == [(UNKNOWN, "unread_ink")]
    assert texts(only_table(nameless))[:2] == texts(only_table(named))[:2]
    assert page_warnings([read_grids(nameless, 1)[0]])[0].startswith("page 1: letters that no font names were told")
