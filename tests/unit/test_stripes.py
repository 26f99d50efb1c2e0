"""Rows told by stripes of white between blocks of text whose cells are centred beside each other."""

import numpy as np
import pytest

from extractors.printed.runs import Run
from extractors.readings.rows.stripes import block_edges

YS, XS = (60.0, 76.0, 200.0), (40.0, 70.0, 250.0, 380.0, 480.0)
NOTHING = np.empty(0, dtype=np.int64)


def run(x: float, top: float, width: float = 60.0) -> Run:
    """A text of nine points that begins at `x` and `top`."""
    return Run(0, NOTHING, x, x + width, top, top + 9, top + 7, 9.0)


def row(top: float) -> list[Run]:
    """A title of two lines and, centred beside them, a number, a lead and a date."""
    return [run(74, top), run(74, top + 10), *(run(x, top + 5, 20.0) for x in (44, 254, 384))]


@pytest.mark.parametrize(
    ("last", "parted"),
    [
        ([run(44, 166, 150.0)], True),  # a note from the left on
        ([run(74, 166), run(384, 166, 10.0)], True),  # a total of one column
        ([run(74, 166), run(74, 176)], False),  # perhaps a paragraph of the title above
    ],
)
def test_a_note_or_a_total_below_all_rows_leaves_them_parted(last: list[Run], *, parted: bool) -> None:
    rows = [row(80), row(108), row(136)]
    found = block_edges(YS, XS, [r for block in (*rows, last) for r in block], lambda _: False)
    assert bool(found) == parted
    assert not parted or [round(y, 1) for y in found] == [103.5, 131.5, 160.5]
