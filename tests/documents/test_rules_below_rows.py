"""Tables that rule their rows below only, and go on over the page."""

from pathlib import Path

from extractors.document import read_document
from tests.quayside import EDGES, HEADINGS, row, rows_of, sheet_of


def test_the_first_row_of_a_page_is_read_though_no_line_is_above_it_and_rows_are_high(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 420.0))
    sheet.fill(40, 60, 540, 84, "#c9d6e8")
    sheet.fill_in(EDGES, [60], [HEADINGS])
    top, foot = 84.0, 364.0
    for n in range(16):
        if top >= foot:
            sheet.next_page()
            top = 40.0
        sheet.fill_in(EDGES, [top], [row(n)])
        top += 28
        sheet.line(40, top, 540, top)
    found = rows_of(read_document(sheet.save()))
    fields = ("title", "lead_officer", "delivery", "status")
    assert [tuple(r.fields[f].text for f in fields) for r in found] == [row(n) for n in range(16)]
    assert not any(c.flag for r in found for c in r.cells)
