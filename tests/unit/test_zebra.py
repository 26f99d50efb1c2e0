"""Tables that paint every other row cell by cell."""

import itertools

import numpy as np
import pytest

from extractors.page import Box, Fill
from extractors.printed.runs import Run
from extractors.readings.zebra import zebra_sides

SIDES = (50.0, 120.0, 300.0, 400.0)


def painted(*tops: float) -> list[Fill]:
    """Rows of three cells, 20 points high."""
    cells = [(x0, x1) for x0, x1 in itertools.pairwise(SIDES)]
    return [Fill(Box(x0, top, x1, top + 20), "#eef", n) for n, top in enumerate(tops) for x0, x1 in cells]


def run(x0: float, x1: float, middle: float) -> Run:
    """A text of ten points between two heights."""
    return Run(0, np.arange(1), x0, x1, middle - 5, middle + 5, middle + 3, 9.0)


def test_the_rows_between_painted_ones_have_their_sides() -> None:
    found = zebra_sides(painted(100, 150, 210), [run(52, 110, 135), run(130, 290, 190)])
    assert [(line.at, line.start, line.end) for line in found] == [
        *((x, 120, 150) for x in SIDES),
        *((x, 170, 210) for x in SIDES),
    ]


@pytest.mark.parametrize(
    ("tops", "runs"),
    [
        ((100, 150), [run(52, 110, 135)]),
        ((100, 150, 210), [run(52, 290, 135), run(52, 290, 190)]),
        ((100, 400, 700), [run(52, 110, 200), run(52, 110, 500)]),
        ((100, 150, 210), []),
        ((100, 120, 140), [run(52, 110, 120)]),
    ],
    ids=["two rows", "text across", "far apart", "nothing between", "no row between"],
)
def test_nothing_else_is_taken_for_stripes(tops: tuple[float, ...], runs: list[Run]) -> None:
    assert not zebra_sides(painted(*tops), runs)


@pytest.mark.parametrize(("letters", "parted"), [(1, False), (12, True)])
def test_a_large_heading_parts_two_tables_and_a_large_sign_does_not(letters: int, parted: bool) -> None:
    usual = [run(52, 110, 135), run(130, 290, 190), run(52, 110, 196)]
    large = Run(0, np.arange(letters), 52, 80, 130, 145, 142, 12.0)
    assert bool([x for x in zebra_sides(painted(100, 150, 210), [*usual, large]) if x.start == 120]) != parted
