"""Tables that rule their rows below only, and go on over the page."""

from itertools import pairwise
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


def test_a_row_alone_below_the_rest_of_another_is_in_the_columns_that_only_the_headings_show(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 420.0))
    xs = (10.0, *EDGES)
    for x0, x1 in pairwise(xs):
        sheet.fill(x0, 60, x1, 84, "#c9d6e8")
    sheet.fill_in(xs, [60], [("Ref", *HEADINGS)])
    for n in range(8):
        sheet.fill_in(xs, [84 + 40.0 * n], [(f"D{n + 1}", *row(n))])
        if n < 7:
            sheet.line(10, 124 + 40 * n, 540, 124 + 40 * n)
    sheet.next_page()
    sheet.text(EDGES[1] + 4, 40, "and Harbours")
    sheet.line(10, 46, 540, 46)
    sheet.fill_in(xs, [46], [("D9", *row(8))])
    sheet.line(10, 86, 540, 86)
    found = rows_of(read_document(sheet.save()))
    assert [r.fields["title"].text for r in found] == [row(n)[0] for n in range(9)]
    assert found[7].fields["lead_officer"].text == f"{row(7)[1]} and Harbours"
