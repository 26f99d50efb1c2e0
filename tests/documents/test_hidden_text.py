"""What nobody sees on a page is not read: hidden layers, watermarks, words painted over or printed in their ground."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.lib.colors import Color, HexColor

from extractors.pdf.pdfium import read_pages
from tests.one_table import GREEN, READ, ROWS, XS, YS
from tests.sheets import Sheet, only_table, texts


def test_text_printed_in_a_pattern_is_told_of(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "printed.pdf")
    sheet.table(XS, YS, ROWS)
    with pikepdf.open(sheet.save(), allow_overwriting_input=True) as document:
        page = document.pages[0]
        tile: Any = pikepdf.Stream(document, b"BT /F1 9 Tf (Late) Tj ET", PatternType=1, PaintType=1, TilingType=1)
        tile.BBox, tile.XStep, tile.YStep, tile.Resources = [0, 0, 90, 9], 90, 9, page.Resources
        page.Resources["/Pattern"] = pikepdf.Dictionary(Word=document.make_indirect(tile))
        page.contents_add(b"/Pattern cs /Word scn 404 268 90 9 re f")
        document.save()
    assert read_pages(sheet.file)[0].warnings[0].startswith("page 1: text is printed in a pattern")


def test_a_layer_that_is_off_is_not_read(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "layers.pdf")
    sheet.table(XS, YS, ROWS)
    with pikepdf.open(sheet.save(), allow_overwriting_input=True) as document:
        off, on = (document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=n)) for n in ("Old", "New"))
        usual = pikepdf.Dictionary(OFF=pikepdf.Array([off]))
        document.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([off, on]), D=usual)
        page = document.pages[0]
        page.Resources["/Properties"] = pikepdf.Dictionary(Off=off, On=on)
        form: Any = document.make_stream(b"BT /F1 9 Tf 1 0 0 1 260 300 Tm (withdrawn) Tj ET")
        form.update(pikepdf.Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 600, 400]))
        form.Resources, form.OC = page.Resources, off
        page.Resources["/XObject"] = pikepdf.Dictionary(Old=form)
        hidden = b"/OC /Off BDC BT /F1 9 Tf 1 0 0 1 54 272 Tm (replaced) Tj ET 50 280 450 1 re f EMC /Old Do"
        page.contents_add(hidden + b" /OC /On BDC BT /F1 9 Tf 1 0 0 1 404 270 Tm (since May) Tj ET EMC")
        document.save()
    table = only_table(sheet.file)
    assert texts(table) == [*READ[:2], ["Mow the greens", "Head of Sport", "Late since May"]]


def _not(on: Any, _: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(VE=pikepdf.Array([pikepdf.Name.Not, on]))


def _and_or(on: Any, off: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(VE=pikepdf.Array([pikepdf.Name.And, on, pikepdf.Array([pikepdf.Name.Or, off])]))


def _all_off(on: Any, _: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(OCGs=on, P=pikepdf.Name.AllOff)


@pytest.mark.parametrize("rule", [_not, _and_or, _all_off])
def test_a_layer_that_a_rule_hides_is_not_read(tmp_path: Path, rule: Callable[[Any, Any], pikepdf.Dictionary]) -> None:
    sheet = Sheet(tmp_path / "rules.pdf")
    sheet.table(XS, YS, ROWS)
    with pikepdf.open(sheet.save(), allow_overwriting_input=True) as document:
        on, off = (document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=n)) for n in ("On", "Off"))
        # what shows only where none is on is hidden where none is off, too
        usual = pikepdf.Dictionary(OFF=pikepdf.Array([off] if rule is _and_or else []))
        document.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([on, off]), D=usual)
        member = rule(on, off)
        member.Type = pikepdf.Name.OCMD
        document.pages[0].Resources["/Properties"] = pikepdf.Dictionary(Rule=member)
        document.pages[0].contents_add(b"/OC /Rule BDC BT /F1 9 Tf 1 0 0 1 54 272 Tm (replaced) Tj ET EMC")
        document.save()
    assert texts(only_table(sheet.file)) == READ


@pytest.mark.parametrize(("angle", "lower"), [(0, 0), (35, 0), (35, 170)])
def test_a_watermark_adds_nothing_to_the_words_it_lies_on_or_is_below(tmp_path: Path, angle: int, lower: int) -> None:
    sheet = Sheet(tmp_path / "draft.pdf")
    sheet.table(XS, YS, ROWS)
    sheet.canvas.setFillColor(Color(0.8, 0.8, 0.8))
    sheet.canvas.setFont("Helvetica-Bold", 90)
    sheet.canvas.translate(90, 270 - 2 * angle - lower)
    sheet.canvas.rotate(angle)
    sheet.canvas.drawString(0, 0, "DRAFT")
    file = sheet.save()
    assert texts(only_table(file)) == READ
    assert read_pages(file)[0].glyphs.size.max() < 90


def test_text_over_its_own_invisible_copy_is_read(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "copied.pdf")
    sheet.canvas.setPageCompression(0)
    sheet.grid(XS, YS)
    for mode in (3, 0):
        for y, row in zip(YS, ROWS, strict=False):
            for x, words in zip(XS, row, strict=False):
                sheet.canvas.drawString(x + 4, sheet.size[1] - y - 12, words, mode=mode)
    assert texts(only_table(sheet.save())) == READ


def test_words_painted_in_the_colour_of_their_ground_are_no_cells(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "words.pdf")
    sheet.fill(50, 60, 250, 84, "#bbddcc")
    for x0, x1 in pairwise((54, 76, 78.5, 90, 92.5, 110)):
        sheet.fill(x0, 64, x1, 76, "#bbddcc")
    sheet.fill(260, 60, 460, 84, "#bbddcc")
    sheet.fill(264, 64, 300, 76, "#ff0000")
    page = read_pages(sheet.save())[0]
    assert [(f.colour, round(f.box.width)) for f in page.fills] == [("#bbddcc", 200), ("#bbddcc", 200), ("#ff0000", 36)]
    assert not page.rulings


def test_a_ground_under_the_whole_page_is_its_paper(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "dark.pdf")
    sheet.fill(30, 10, 570, 390, "#1e1e1e")
    sheet.fill(XS[0], YS[0], XS[-1], YS[-1], "#1e1e1e")
    sheet.fill(XS[2], YS[1], XS[3], YS[2], GREEN)
    sheet.table(XS, YS, ROWS)
    sheet.text(50, 300, "Printed from a browser in dark colours")
    table = only_table(sheet.save())
    assert texts(table) == READ
    assert [row.cells[2].fill for row in table.rows] == [None, GREEN, None]


def test_words_that_are_painted_over_are_not_read_and_told_of_where_nothing_stands_instead(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "covered.pdf")
    sheet.table(XS, YS, ROWS)
    for y, row in enumerate(YS[1:3]):
        sheet.fill(XS[1] + 2, row + 3, XS[1] + 120, row + 16, ("#ffffff", "#000000")[y])
    sheet.text(XS[1] + 4, YS[1] + 12, "Chief Planner")
    sheet.fill(XS[2] + 2, YS[2] + 3, XS[2] + 40, YS[2] + 16, "#ffffff")
    table = only_table(sheet.save())
    assert texts(table)[1:] == [["Plant four hundred oaks", "Chief Planner", "On track"], ["Mow the greens", "", ""]]
    assert [[c.flag for c in row.cells] for row in table.rows[1:]] == [[None] * 3, [None, "covered", "covered"]]


def test_a_black_bar_where_words_were_is_told_of(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "bar.pdf")
    sheet.table(XS, YS, [ROWS[0], (ROWS[1][0], "", ROWS[1][2]), ROWS[2]])
    sheet.fill(XS[1] + 4, YS[1] + 5, XS[1] + 80, YS[1] + 15)
    table = only_table(sheet.save())
    assert texts(table) == [READ[0], [READ[1][0], "", READ[1][2]], READ[2]]
    assert [[c.flag for c in row.cells] for row in table.rows[1:]] == [[None, "covered", None], [None] * 3]


def test_words_under_a_highlighter_are_read(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "highlighted.pdf")
    sheet.table(XS, YS, ROWS)
    sheet.canvas.setFillColor(HexColor("#ffff0066", hasAlpha=True))
    sheet.canvas.rect(XS[1] + 2, sheet.size[1] - YS[2] - 16, 90, 13, stroke=0, fill=1)
    table = only_table(sheet.save())
    assert texts(table) == READ
    assert not any(c.flag for row in table.rows for c in row.cells)
