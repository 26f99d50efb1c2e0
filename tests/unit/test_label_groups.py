"""Which rows labels stand for, told by their places alone: labels at the foot of their rows."""

from extractors.readings.labels.groups import Extent, Stretch, told

EDGES = (0.0, 30.0, 60.0, 90.0, 120.0)


def row(top: float, lines: int = 2) -> Extent:
    """A row or label of lines 10 points apart that begins 4 points below `top`."""
    return Extent(top + 4, top + 4 + 10 * lines, top + 12, top + 12 + 10 * (lines - 1))


ROWS = tuple(row(y) for y in EDGES[:-1])


def test_rows_that_go_on_over_the_page_s_end_have_their_label_on_the_next_one() -> None:
    label = row(40, 1)  # ends with the second row
    above = Stretch(ROWS, EDGES, (label,), goes_on=True)
    below = Stretch(ROWS, EDGES, (row(10, 1), row(100, 1)), begun=True)
    assert told([above, below]) == ([(0, 2), (0, 1)], [True, True])


def test_a_label_that_is_higher_than_its_row_ends_below_it() -> None:
    rows = (*ROWS[:2], row(60, 1), ROWS[3])
    labels = (row(40, 1), row(60, 2), row(100, 1))
    assert told([Stretch(rows, EDGES, labels)]) == ([(0, 2, 3)], [True])
