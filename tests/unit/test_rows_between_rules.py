"""Rows that stripes of white part between two rules."""

import numpy as np
import pytest

from extractors.printed.runs import Run
from extractors.readings.rows.besidenames import edges_beside_names
from extractors.readings.rows.stripes import row_edges

NONE = np.array([], dtype=np.int64)
KEY = 300.0


def text(x: float, baseline: float) -> Run:
    """A text of 60 points, at `x` on `baseline`."""
    return Run(0, NONE, x, x + 60, baseline - 9, baseline + 2, baseline, 9.0)


def is_key(run: Run) -> bool:
    """Texts this far right are codes, times and statuses."""
    return run.x0 >= KEY


@pytest.mark.parametrize("keyed", [True, False])
def test_several_rows_stand_between_two_rules_where_each_begins_as_rows_do(keyed: bool) -> None:
    ys = [40.0, 60.0, 140.0, 220.0]
    heads = [text(x, 54) for x in (40, 140, 300, 400)]
    rows = [text(x, y) for y in (74, 114, 154, 194) for x in (40, 140, 300, 400)]
    rest = [text(140, y) for y in (85, 125, 165, 205)]
    found = row_edges(ys, [*heads, *rows, *rest], begins_row=lambda line: keyed and sum(map(is_key, line)) > 1)
    assert [round(y) for y in found] == ([96, 176] if keyed else [])


class Texts:
    """What texts are: codes and times further right, the heading over the first column one of titles or not."""

    def __init__(self, *, titled: bool) -> None:
        self.titled = titled

    def is_key(self, run: Run) -> bool:
        return is_key(run)

    def is_name(self, _run: Run) -> bool:
        return False

    def is_title(self, run: Run) -> bool:
        return self.titled and run.baseline < 60 and run.x0 < 130


@pytest.mark.parametrize("titled", [False, True])
def test_several_codes_and_times_beside_one_title_are_no_rows_but_beside_a_name_they_are(titled: bool) -> None:
    xs, ys = [30.0, 130.0, 230.0, 295.0, 395.0, 480.0], [40.0, 60.0, 140.0, 220.0]
    heads = [text(x, 54) for x in (40, 140, 232, 300, 400)]
    names = [text(40, y) for y in (74, 154)]
    rows = [text(x, y) for y in (74, 114, 154, 194) for x in (140, 232, 300, 400)]
    rest = [text(140, y) for y in (85, 125, 165, 205)]
    found = edges_beside_names(xs, ys, [*heads, *names, *rows, *rest], Texts(titled=titled), going_on=False)
    assert bool(found) is not titled
