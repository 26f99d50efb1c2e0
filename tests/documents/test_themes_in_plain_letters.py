"""Themes in plain letters above tables: in a scan, on slides, and where a font names no bold face."""

from pathlib import Path

import pytest

from extractors.document import read_document
from tests.scanner import Binder, Scan
from tests.sheets import Sheet

XS = (40.0, 90.0, 300.0, 430.0, 540.0)
HEADINGS = ("Ref", "Action", "Lead officer", "Due date")


@pytest.mark.parametrize("scanned", [False, True])
def test_a_theme_in_plain_letters_right_above_a_table_is_that_table_s(tmp_path: Path, *, scanned: bool) -> None:
    sheet = Sheet(tmp_path / "text.pdf", (600, 340))
    for top, theme in ((60.0, "Theme 1: Busy Harbours"), (200.0, "Theme 2: Clean Water")):
        sheet.text(40, top - 8, theme)
        rows = [(f"A{n}", f"Mend wall number {n}", "Head of Ports", "Q2 2026/27") for n in (1, 2, 3)]
        sheet.table(XS, [top + 22 * n for n in range(5)], [HEADINGS, *rows])
    path = sheet.save()
    if scanned:
        path = Binder().scan(path, 1, Scan(dpi=150)).save(tmp_path / "scan.pdf")
    found = [r.theme.text if r.theme else "" for p in read_document(path).plans for t in p.tables for r in t.rows]
    assert found == ["Theme 1: Busy Harbours"] * 3 + ["Theme 2: Clean Water"] * 3


def test_a_heading_over_paragraphs_and_a_table_names_the_rows(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "prose.pdf", (600, 480))
    sheet.text(40, 30, "Annual report", size=22)
    themes = {60.0: ("Busy Harbours", 3), 260.0: ("Clean Water", 5)}
    for top, (theme, lines) in themes.items():
        sheet.text(40, top, theme, size=15)
        for n in range(lines):
            sheet.text(40, top + 20 + 12 * n, "Work on the walls has begun, and the boats are in the new basin by now.")
        y = top + 22 + 12 * lines
        rows = [(f"A{top:.0f}{n}", f"Mend wall {top:.0f}{n}", "Head of Ports", "Q2 2026/27") for n in (1, 2, 3)]
        sheet.table(XS, [y + 22 * n for n in range(5)], [HEADINGS, *rows])
    plans = read_document(sheet.save()).plans
    found = [r.theme.text if r.theme else "" for p in plans for t in p.tables for r in t.rows]
    assert found == ["Busy Harbours"] * 3 + ["Clean Water"] * 3


def test_a_sentence_right_below_a_bold_heading_is_no_part_of_it(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "close.pdf", (600, 480))
    for top, theme in ((60.0, "Harbours that are busy and safe"), (260.0, "Clean water for everyone here")):
        sheet.text(40, top, theme, size=9, font="Helvetica-Bold")
        sheet.text(40, top + 11, "Work has begun.")
        rows = [(f"A{top:.0f}{n}", f"Mend wall {top:.0f}{n}", "Head of Ports", "Q2 2026/27") for n in (1, 2, 3)]
        sheet.table(XS, [top + 22 + 22 * n for n in range(5)], [HEADINGS, *rows])
    plans = read_document(sheet.save()).plans
    found = [r.theme.text if r.theme else "" for p in plans for t in p.tables for r in t.rows]
    assert found == ["Harbours that are busy and safe"] * 3 + ["Clean water for everyone here"] * 3


def test_a_theme_that_a_page_break_parts_from_its_table_is_that_table_s(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "foot.pdf", (600, 420))
    sheet.text(40, 40, "This plan says in one line of small letters what is to be done in the year to come.")
    for top, theme in (
        (80.0, "Theme 1: Busy Harbours"),
        (220.0, "Theme 2: Clean Water"),
        (400.0, "Theme 3: Safe Roads"),
    ):
        sheet.text(40, top - 8, theme, size=12)
        if top > 300:
            sheet.next_page()
            top = 60.0
        rows = [(f"A{top:.0f}{n}", f"Mend wall {top:.0f}{n}", "Head of Ports", "Q2 2026/27") for n in (1, 2, 3)]
        sheet.table(XS, [top + 22 * n for n in range(5)], [HEADINGS, *rows])
    plans = read_document(sheet.save()).plans
    found = [r.theme.text if r.theme else "" for p in plans for t in p.tables for r in t.rows]
    assert found[6:] == ["Theme 3: Safe Roads"] * 3


def test_a_theme_that_slides_repeat_over_its_tables_is_no_running_head(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "slides.pdf", (600, 340))
    themes = [
        "Priority 1: Busy Harbours",
        "Priority 1: Busy Harbours",
        "Priority 2: Clean Water",
        "Priority 2: Clean Water",
    ]
    for k, theme in enumerate(themes):
        if k:
            sheet.next_page()
        sheet.text(40, 40, theme, size=24)
        rows = [(f"A{k}{n}", f"Mend wall {k}{n}", "Head of Ports", "Q2 2026/27") for n in (1, 2, 3)]
        sheet.table(XS, [60.0 + 22 * n for n in range(5)], [HEADINGS, *rows])
    plans = read_document(sheet.save()).plans
    found = [r.theme.text if r.theme else "" for p in plans for t in p.tables for r in t.rows]
    assert found == ["Priority 1: Busy Harbours"] * 6 + ["Priority 2: Clean Water"] * 6
