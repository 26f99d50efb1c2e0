"""Tables that paint every other row cell by cell: a row between, alone on its page, shows none of the columns."""

from itertools import pairwise
from pathlib import Path

import pytest

from extractors.document import read_document
from tests.quayside import BOLD, HEADINGS, row, rows_of, sheet_of

XS = (40.0, 250.0, 360.0, 460.0, 540.0)


@pytest.mark.parametrize("split", [False, True])
def test_a_bare_row_under_headings_that_come_again_has_the_columns_of_the_page_before(
    tmp_path: Path, *, split: bool
) -> None:
    sheet = sheet_of(tmp_path, size=(600.0, 400.0))

    def head(y: float) -> None:
        for x, text in zip(XS, HEADINGS, strict=False):
            sheet.text(x + 4, y, text.upper(), size=8, font=BOLD)
        rule(y + 6)

    def rule(y: float) -> None:
        for a, b in pairwise(XS):
            sheet.line(a, y, b, y)

    head(60)
    for n in range(5):
        if n % 2:
            for a, b in pairwise(XS):
                sheet.fill(a, 66 + 60 * n, b, 126 + 60 * n, "#f2f5f7")
        texts = (f"{row(n)[0]}\nand of all bays beside it,", *row(n)[1:])
        sheet.fill_in(XS, [66 + 60 * n], [texts])
        if n < 4 or not split:
            rule(126 + 60 * n)
    sheet.next_page()
    head(60)
    last = (
        ("when the boats are out.", "", "", "") if split else (f"{row(5)[0]}\nand of all bays beside it,", *row(5)[1:])
    )
    sheet.fill_in(XS, [66], [last])
    rule(100)
    sheet.text(40, 130, "Our harbours", size=15)
    sheet.text(40, 150, "We asked all who use our harbours what matters to them, and this is what they said.")
    found = rows_of(read_document(sheet.save()))
    ends = [""] * 4 + [" when the boats are out."] if split else [""] * 6
    assert [r.fields["title"].text for r in found] == [
        f"{row(n)[0]} and of all bays beside it,{end}" for n, end in enumerate(ends)
    ]
    fields = ("lead_officer", "delivery", "status")
    assert [tuple(r.fields[f].text for f in fields) for r in found] == [row(n)[1:] for n in range(len(ends))]


def test_a_row_between_two_painted_ones_is_in_one_table_alone(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    xs = (40.0, 140.0, 340.0, 460.0, 560.0, 640.0)
    for page in range(2):
        for x, head in zip(xs, ("Our goal", "This year we will", "By", "Assessment", "Officer"), strict=False):
            sheet.text(x + 2, 66, head, font=BOLD)
        sheet.line(xs[0], 72, xs[-1], 72)
        for n in range(3):
            top = 72 + 24.0 * n
            for x0, x1 in pairwise(xs[1:5] if n != 1 else ()):
                sheet.fill(x0, top, x1, top + 24, "#eef3f7")
            title, officer, due, status = row(3 * page + n)
            sheet.text(xs[1] + 2, top + 22.5, "and so on")
            goal, lead = ("Safer harbours", officer) if n == 1 else ("", "")
            for x, text in zip(xs, (goal, title, due, status, lead), strict=False):
                sheet.text(x + 2, top + 10, text)
        if not page:
            sheet.next_page()
    assert [p.ink.unplaced for p in read_document(sheet.save()).plans] == [0]
