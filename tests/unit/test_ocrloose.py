"""Text that a picture shows among a table's rows, and that no cell took, is told of and its row flagged."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from extractors.page import Box
from extractors.picture.ocrloose import with_loose_lines
from extractors.printed.prose import Segment
from extractors.table import Piece, PublishedRow, PublishedTable, TableCell


def row(top: float) -> PublishedRow:
    pieces = ((0.0, 100.0), (100.0, 200.0))
    cells = [TableCell(n, f"{top}", (Piece(1, x0, top, x1, top + 20),)) for n, (x0, x1) in enumerate(pieces)]
    return PublishedRow(dict(zip(("title", "update"), cells, strict=True)))


TABLE = PublishedTable("deliverables", (), (row(0), row(20), row(40)), (1,))


def flags(box: Box, *, scanned: bool = True, furniture: bool = False) -> tuple[list[list[str]], int]:
    """The fields flagged in each row, and the number of warnings, for a text at `box`."""
    loose = Segment(1, box, box.bottom, "The survey found", 9.0, False, np.arange(3))
    seen: Any = SimpleNamespace(
        pages=[SimpleNamespace(number=1, scanned=(Box(0, 0, 300, 300),) if scanned else ())],
        loose={1: [loose]},
        furniture={id(loose)} if furniture else set(),
    )
    tables, told = with_loose_lines([TABLE], seen)
    return [[n for n, c in r.fields.items() if c.flag] for r in tables[0].rows], len(told)


def test_the_cell_that_a_lost_line_lies_in_is_flagged_and_the_document_warns() -> None:
    assert flags(Box(110, 25, 190, 35)) == ([[], ["update"], []], 1)


@pytest.mark.parametrize(
    ("box", "more"),
    [
        (Box(110, 70, 190, 80), {}),
        (Box(110, 25, 190, 35), {"scanned": False}),
        (Box(110, 25, 190, 35), {"furniture": True}),
    ],
)
def test_text_below_a_table_on_a_page_of_text_or_at_a_pages_edge_is_none_of_it(box: Box, more: dict[str, bool]) -> None:
    assert flags(box, **more) == ([[], [], []], 0)
