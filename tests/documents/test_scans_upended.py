"""Headings that run up the page, over narrow columns of a scan, name their columns."""

from pathlib import Path

from extractors.document import read_document
from tests.scanner import Binder, Scan
from tests.sheets import Sheet

XS = (40.0, 90.0, 260.0, 300.0, 340.0, 400.0)
ROWS = (("M1", "Potholes mended in a day", "41", "52", "60"), ("M2", "Loans from libraries", "73", "68", "75"))


def test_headings_that_run_up_or_down_name_the_columns_of_a_scan(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "text.pdf", (500, 260))
    ys = (50.0, 110.0, 132.0, 154.0)
    sheet.grid(XS, ys)
    sheet.fill_in(XS, ys, [("Ref", "Measure", "", "", "Target"), *ROWS])
    for x, words, turn in ((284.0, "Q1 actual", 90), (316.0, "Q2 actual", -90)):
        sheet.canvas.saveState()
        sheet.canvas.translate(x, sheet.size[1] - (102 if turn > 0 else 58))
        sheet.canvas.rotate(turn)
        sheet.canvas.setFont("Helvetica", 9)
        sheet.canvas.drawString(0, 0, words)
        sheet.canvas.restoreState()
    scan = Binder().scan(sheet.save(), 1, Scan(dpi=150)).save(tmp_path / "scan.pdf")
    rows = [row.fields for plan in read_document(scan).plans for table in plan.tables for row in table.rows]
    assert [(row["value_q1"].text, row["value_q2"].text) for row in rows] == [("41", "52"), ("73", "68")]
