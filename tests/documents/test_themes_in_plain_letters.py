"""Themes in plain letters above tables: in a scan, where bold ones are hard to tell, and where a font names none."""

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
