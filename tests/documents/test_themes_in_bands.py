"""Bands painted over tables that hold the title of a part of the plan, and are no row of the table below."""

from pathlib import Path

from extractors.document import read_document
from tests.quayside import BOLD, EDGES, HEADINGS, row, rows_of, sheet_of


def test_the_title_of_a_part_in_a_painted_band_is_no_row_of_the_table_below(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    sheet.fill(40, 60, 540, 96, "#c8b6dc")
    sheet.text(50, 82, "Mission 1: Harbours that last", size=15)
    sheet.text(40, 112, "We asked all who use our harbours what matters to them, and this is what they said.")
    heads = ("Our commitment", "Milestones", "Accountable director", "Complete by")
    body = [(row(n)[0], f"Tender for bay {n}, then begin", row(n)[1], row(n)[2]) for n in range(4)]
    edges = (40.0, 220.0, 370.0, 470.0, 540.0)
    sheet.fill_in(edges, [126 + 24 * n for n in range(5)], [heads, *body])
    for n in range(5):
        sheet.line(40, 146 + 24 * n, 540, 146 + 24 * n)
    found = rows_of(read_document(sheet.save()))
    fields = ("title", "lead_officer", "delivery")
    assert [tuple(r.fields[f].text for f in fields) for r in found] == [row(n)[:3] for n in range(4)]


def test_a_painted_strip_right_below_a_table_names_what_is_on_the_next_page(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    for part, name in enumerate(("Priority 1: Dry harbours", "Priority 2: Clean beaches")):
        if not part:
            sheet.fill(40, 40, 540, 60, "#00524e")
            sheet.text(50, 54, name, size=13)
        sheet.text(40, 73, ("Walls and steps", "Sand and dunes")[part], font=BOLD, size=11)
        rows = [row(3 * part + n) for n in range(3)]
        sheet.table(EDGES, [76 + 20 * k for k in range(5)], [HEADINGS, *rows])
        if not part:
            sheet.fill(40, 170, 540, 196, "#00524e")
            sheet.text(50, 187, "Priority 2: Clean beaches", size=13)
            sheet.next_page()
    found = rows_of(read_document(sheet.save()))
    themes = ["Priority 1: Dry harbours"] * 3 + ["Priority 2: Clean beaches"] * 3
    assert [r.theme.text if r.theme else None for r in found] == themes
