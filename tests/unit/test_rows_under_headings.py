"""Lattices whose headings stand above their first line: the first row is a record, and no band of headings."""

from itertools import pairwise
from pathlib import Path

import pytest

from extractors.pdf.pdfium import read_pages
from extractors.readings import lattice
from extractors.readings.ruled import read_ruled
from tests.quayside import BOLD, EDGES, HEADINGS, row, sheet_of


def test_a_text_that_goes_over_the_edge_of_its_column_parts_no_first_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = sheet_of(tmp_path)
    for x, head in zip(EDGES, HEADINGS, strict=False):
        sheet.text(x + 4, 74, head, font=BOLD)
    for n in range(2):
        for x, text in zip(EDGES, row(n), strict=False):
            sheet.lines(x + 4, 92 + 40 * n, f"{text}\nand more")
    for y in (80, 120, 160):
        for x0, x1 in pairwise(EDGES):
            sheet.line(x0, y, x1, y)
    # the middle between a heading and the next column, which the first title goes over by a letter
    monkeypatch.setattr(lattice, "soft_edges", lambda *_: [130.0, *EDGES[2:-1]])
    (grid,) = read_ruled(read_pages(sheet.save())[0])
    assert [round(y) for y in grid.ys[1:]] == [80, 120, 160]
