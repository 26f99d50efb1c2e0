"""Rows that a column of painted cells tells, beside a label that rules leave whole."""

import pytest

from extractors.grids.grid import Line
from extractors.page import Box, Fill
from extractors.readings.rows.banks import banks

CELL = Box(40.0, 60.0, 560.0, 150.0)


@pytest.mark.parametrize(
    ("ruled", "begins"),
    [((140.0, 560.0), 140.0), ((300.0, 360.0), 40.0), (None, 40.0)],  # the frame of a painted cell parts its row
)
def test_an_edge_that_is_ruled_already_ends_where_the_rule_does(
    ruled: tuple[float, float] | None, begins: float
) -> None:
    fills = [Fill(Box(300.0, 60.0 + 30 * n, 360.0, 90.0 + 30 * n), "#78be5a", n) for n in range(3)]
    lines = [Line(True, y, *ruled) for y in (90.0, 120.0)] if ruled else []
    found = [ln for ln in banks(fills, [CELL], [], lines) if ln.horizontal]
    assert [(ln.at, ln.start, ln.end) for ln in found] == [(90.0, begins, 560.0), (120.0, begins, 560.0)]
