"""Rules of one width that part the rows of a table."""

import numpy as np

from extractors.grids.grid import Lines
from extractors.printed.runs import Run
from extractors.readings.stack import stack

NONE = np.array([], dtype=np.int64)


def text(x: float, baseline: float, size: float) -> Run:
    """A text of 60 points, at `x` on `baseline`."""
    return Run(0, NONE, x, x + 60, baseline - size, baseline + 2, baseline, size)


def rules_with(pill: float) -> list[Lines]:
    """What is made of four rules, with a title of three lines and a word of `pill` points between each two."""
    rules = [Lines([(60.0 + 50 * n, (40.0, 560.0))], []) for n in range(4)]
    rows = [[text(44, 72 + 50 * n + 13 * k, 9.5) for k in range(3)] for n in range(3)]
    pills = [text(300, 72 + 50 * n, pill) for n in range(3)]
    return stack(rules, [*(t for row in rows for t in row), *pills], list)


def test_the_small_letters_of_a_pill_make_no_heading_of_a_title_beside_it() -> None:
    assert [len(table.horizontal) for table in rules_with(8.5)] == [4]
    assert [len(table.horizontal) for table in rules_with(9.5)] == [4]


def test_larger_letters_alone_over_a_rule_head_another_table() -> None:
    rules = [Lines([(60.0 + 50 * n, (40.0, 560.0))], []) for n in range(6)]
    rows = [text(44 + 100 * k, 72 + 50 * n, 9.0) for n in (0, 1, 3, 4) for k in range(3)]
    found = stack(rules, [*rows, text(44, 190, 13.0)], list)
    assert [len(table.horizontal) for table in found] == [3, 3]
